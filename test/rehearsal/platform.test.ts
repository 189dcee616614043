import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Platform, startPlatform } from '../../src/rehearsal/platform.ts';
import { type Folders, makeFolders } from '../../src/rehearsal/workspace/folders.ts';
import { isInstalled } from '../fixtures/rehearsal/installed.ts';
import { operator, platformOptions } from '../fixtures/rehearsal/platform-options.ts';

interface Ran {
  readonly code: number;
  readonly text: string;
}

// A rehearsal runs the real kubectl.
describe.skipIf(!isInstalled('kubectl'))('the platform of a rehearsal', () => {
  let temporary = '';
  let folders: Folders;
  let platform: Platform;

  beforeAll(async () => {
    temporary = realpathSync(mkdtempSync(join(tmpdir(), 'platform-')));
    vi.stubEnv('TMPDIR', temporary);
    folders = makeFolders('{}');
    const started = await startPlatform(platformOptions(folders));
    if (!started.ok)
      throw new Error(started.problems.map(({ message, cause }) => `${message} ${cause}`).join());
    platform = started.value;
  });
  afterAll(async () => {
    await platform.close();
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });

  function run(script: string): Promise<Ran> {
    return new Promise((resolve) => {
      const place = { cwd: folders.repository, env: platform.env };
      const child = execFile('bash', ['-c', script], place, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
      );
    });
  }

  it('answers kubectl with its own cluster, where the release runs that was there before', async () => {
    expect(await run('kubectl config view --minify -o jsonpath="{.clusters[0].cluster.server}"')).toEqual({
      code: 0,
      text: platform.cluster.url,
    });
    const images =
      'kubectl get deployments -n teei-production -o jsonpath="{.items[*].spec.template.spec.containers[*].image}"';
    const { code, text } = await run(images);
    expect(code).toBe(0);
    expect(text.split(' ').filter((image) => image.endsWith(':v1.2.2'))).toHaveLength(16);
  });

  it('is a repository as the team’s, with its versions and an origin to push to', async () => {
    expect(await run('git status --porcelain')).toEqual({ code: 0, text: '' });
    expect(await run('git tag')).toEqual({ code: 0, text: 'v1.2.2\nv1.2.3\n' });
    const push =
      'git commit --quiet --allow-empty -m Test && git push --quiet && git branch -r --contains HEAD';
    expect(await run(push)).toEqual({ code: 0, text: '  origin/main\n' });
  });

  it('has people who can sign', async () => {
    const { text } = await run('cat runbooks/platform.yaml');
    expect(platform.people.map(({ role }) => role)).toContain('release-manager');
    for (const { name, publicKey, keyFile } of platform.people) {
      expect(text).toContain(name);
      expect(text).toContain(publicKey?.split(' ')[1]);
      expect(existsSync(keyFile)).toBe(true);
    }
  });

  it.each([
    'git ls-remote https://github.com/git/git HEAD',
    'git ls-remote ssh://git@github.com/git/git HEAD',
    'git ls-remote git@github.com:git/git HEAD',
    'ssh github.com true',
  ])('lets nothing out: %s', async (script) => {
    const { code } = await run(script);
    expect(code).not.toBe(0);
  });

  it.skipIf(!isInstalled('curl')).each(['http://example.com/', 'https://example.com/'])(
    'lets nothing out by a proxy: curl %s',
    async (url) => {
      const { code, text } = await run(`curl --fail --silent --show-error ${url}`);
      expect(code).not.toBe(0);
      expect(text).toContain('403');
    },
  );

  it('leads kubectl nowhere else, whatever the operator has set', async () => {
    const { code, text } = await run('kubectl config get-contexts -o name');
    expect({ code, text }).toEqual({ code: 0, text: 'rehearsal\n' });
    expect((await run('env')).text).not.toMatch(/operator/);
  });

  it('leaves no port and no file when it ends', async () => {
    const own = makeFolders('{}');
    const started = await startPlatform(platformOptions(own));
    if (!started.ok) throw new Error('it has started before');
    const { url } = started.value.cluster;
    await started.value.close();
    await started.value.close();
    expect(existsSync(own.root)).toBe(false);
    expect(await accepts(Number(new URL(url).port))).toBe(false);
    expect(await accepts(Number(new URL(started.value.env['HTTPS_PROXY'] ?? '').port))).toBe(false);
  });

  it('clones the repository of the team where it is given one, and deploys its overlay at the running tag', async () => {
    const team = join(temporary, 'team');
    cpSync(join(import.meta.dirname, '../../examples/platform'), team, { recursive: true });
    const overlay = join(team, 'k8s/overlays/production/kustomization.yaml');
    writeFileSync(overlay, readFileSync(overlay, 'utf8').replaceAll('v1.2.2', 'v0.9.0'));
    writeFileSync(join(team, 'TEAM.md'), 'ours');
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', '-C', team, ...args], {
        encoding: 'utf8',
      });
    git('init', '--quiet', '--initial-branch=trunk');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Ours');
    git('tag', 'v0.9.0');
    const before = git('rev-parse', 'HEAD');
    const own = makeFolders('{}');
    const started = await startPlatform({ ...platformOptions(own), team });
    if (!started.ok) throw new Error(started.problems.map(({ cause }) => cause).join());
    const { env, cluster } = started.value;
    const inClone = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: own.repository, env, encoding: 'utf8' });
    expect(readFileSync(join(own.repository, 'TEAM.md'), 'utf8')).toBe('ours');
    expect(inClone('tag').split('\n')).toEqual(['v0.9.0', 'v1.2.2', 'v1.2.3', '']);
    expect(inClone('remote', 'get-url', 'origin').trim()).toBe(own.origin);
    expect(inClone('branch', '--show-current').trim()).toBe('main');
    const [first] = cluster.world.store.list('deployments.apps', 'teei-production');
    expect(JSON.stringify(first)).toContain('teei-analytics:v1.2.2');
    await started.value.close();
    expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([before, '']);
  });

  it('starts nothing without kubectl', async () => {
    const own = makeFolders('{}');
    const started = await startPlatform(platformOptions(own, { ...operator, PATH: '/nonexistent' }));
    expect(started).toMatchObject({ ok: false, problems: [{ code: 'rehearsal/kubectl' }] });
    expect(existsSync(own.root)).toBe(false);
  });
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
