import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installTools } from '../../../src/rehearsal/tools/install.ts';
import { setVaultSealed } from '../../../src/rehearsal/tools/vault-state.ts';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the stand-ins', () => {
  let root = '';
  let tools = '';
  const installed = { helm: '#!/bin/sh\necho real\n' };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'stand-ins-'));
    tools = join(root, 'bin');
    mkdirSync(tools);
    mkdirSync(join(root, 'real'));
    for (const [name, text] of Object.entries(installed)) {
      writeFileSync(join(root, 'real', name), text, { mode: 0o700 });
    }
    const missingImages = ['ghcr.io/shop/cart:v2'];
    await installTools({ root, tools }, join(root, 'real'), { releases: ['v1', 'v2'], missingImages });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function run(name: string, ...args: readonly string[]): Promise<Ran> {
    return new Promise((resolve) => {
      const child = execFile(join(tools, name), args, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  }

  it('say in each version text what they are', async () => {
    const versions: Readonly<Record<string, string>> = {
      vault: 'version',
      kustomize: 'version',
      crane: 'version',
    };
    for (const name of readdirSync(tools)) {
      const { code, stdout } = await run(name, versions[name] ?? '--version');
      expect([name, code, stdout]).toEqual([name, 0, expect.stringContaining('(rehearsal stand-in)')]);
    }
  });

  it('leave alone what is installed and harmless', () => {
    const names = readdirSync(tools);
    expect(names).toContain('kustomize');
    expect(names).not.toContain('helm');
  });

  it('stand for everything that would reach a real system, installed or not', () => {
    expect(readdirSync(tools)).toEqual(
      expect.arrayContaining([
        'gh',
        'vault',
        'docker',
        'crane',
        'skopeo',
        'op',
        'aws',
        'gcloud',
        'az',
        'ssh',
        'scp',
      ]),
    );
  });

  it('refuse what they do not know, and say so', async () => {
    const refused = await run('ssh', 'production', 'uptime');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('not practised in a rehearsal');
    expect(await run('gh', 'pr', 'merge')).toMatchObject({ code: 1 });
    expect(await run('vault', 'operator', 'unseal')).toMatchObject({ code: 1 });
  });

  it('know the checks of a release on GitHub', async () => {
    const path = 'repos/{owner}/{repo}/commits/v2/check-runs?per_page=100';
    const all = await run('gh', 'api', path, '--jq', '.check_runs[] | [.conclusion, .name] | @tsv');
    expect(all.code).toBe(0);
    expect(all.stdout.split('\n')).toContain('success\tbuild');
    const filter = '.check_runs[] | select(.name | test("trivy|snyk"; "i")) | [.conclusion, .name] | @tsv';
    const scans = await run('gh', 'api', path, '--jq', filter);
    expect(scans.stdout).toBe('success\tTrivy\nsuccess\tSnyk\n');
  });

  it('know the deployment and the notes of a release on GitHub', async () => {
    const path = 'repos/{owner}/{repo}/deployments?environment=staging&ref=v1&per_page=1';
    const { stdout } = await run('gh', 'api', path, '--jq', '.[0].statuses_url');
    expect(await run('gh', 'api', stdout.trim(), '--jq', '.[0].state')).toMatchObject({
      stdout: 'success\n',
    });
    const notes = await run('gh', 'release', 'view', 'v1', '--json', 'body', '--jq', '.body');
    expect(notes.stdout).not.toBe('');
  });

  it('know no release that there is not', async () => {
    expect(await run('gh', 'release', 'view', 'v9', '--json', 'body')).toMatchObject({
      code: 1,
      stderr: 'gh: Not Found (HTTP 404)\n',
    });
  });

  it.each([
    ['docker', ['manifest', 'inspect']],
    ['crane', ['manifest']],
    ['skopeo', ['inspect']],
  ] as const)('tell by %s which images the registry has', async (name, words) => {
    expect(await run(name, ...words, 'ghcr.io/shop/cart:v1')).toMatchObject({ code: 0 });
    expect(await run(name, ...words, 'ghcr.io/shop/cart:v2')).toMatchObject({ code: 1 });
    expect(await run(name, ...words, 'ghcr.io/shop/other:v2')).toMatchObject({ code: 0 });
    expect(await run(name, ...words, 'ghcr.io/shop/cart:v3')).toMatchObject({ code: 1 });
  });

  it('seal the vault as long as it is sealed', async () => {
    expect(await run('vault', 'token', 'lookup', '-format=json')).toMatchObject({ code: 0 });
    setVaultSealed({ root }, true);
    const sealed = await run('vault', 'token', 'lookup', '-format=json');
    expect(sealed.code).toBe(2);
    expect(sealed.stderr).toContain('Vault is sealed');
    setVaultSealed({ root }, false);
    expect(await run('vault', 'status')).toMatchObject({ code: 0 });
  });
});
