import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { pinKubeconfig } from '../../../src/platform/cluster/pin-kubeconfig.ts';

const first = `
current-context: staging
contexts:
  - { name: staging, context: { cluster: one, user: ops, namespace: elsewhere } }
clusters:
  - { name: one, cluster: { server: "https://one.example.com:6443/", certificate-authority: ca.crt } }
users:
  - { name: ops, user: { tokenFile: token, exec: { apiVersion: v1, command: ./login } } }
`;
const second = `
current-context: production
contexts:
  - { name: staging, context: { cluster: two, user: ops } }
  - { name: production, context: { cluster: two, user: root } }
clusters:
  - { name: two, cluster: { server: "https://two.example.com" } }
users:
  - { name: root, user: { exec: { command: aws } } }
`;

async function pin(more: { readonly context?: string; readonly files?: readonly string[] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'teei-pin-'));
  await writeFile(join(folder, 'first'), first);
  await writeFile(join(folder, 'second'), second);
  const outFile = join(folder, 'session', 'kubeconfig');
  const list = (more.files ?? ['first', 'missing', 'second']).map((file) => join(folder, file)).join(':');
  const { context } = more;
  const result = await pinKubeconfig({
    env: { KUBECONFIG: list },
    home: folder,
    namespace: 'shop',
    outFile,
    ...(context === undefined ? {} : { context }),
  });
  return { result, folder, outFile };
}

describe('pinning a kubeconfig', () => {
  it('takes the current context of the first file that has one, alone, with the namespace set', async () => {
    const { result, outFile } = await pin();
    const server = 'https://one.example.com:6443';
    expect(result).toEqual({
      ok: true,
      value: { context: 'staging', server, namespace: 'shop', file: outFile },
    });
    const document: unknown = parse(await readFile(outFile, 'utf8'));
    expect(document).toMatchObject({
      'current-context': 'staging',
      contexts: [{ name: 'staging', context: { cluster: 'one', user: 'ops', namespace: 'shop' } }],
      clusters: [{ name: 'one' }],
      users: [{ name: 'ops' }],
    });
  });

  it('keeps the copy private', async () => {
    const { outFile } = await pin();
    expect((await stat(outFile)).mode & 0o777).toBe(0o600);
  });

  it('makes relative references absolute, so that they still lead somewhere', async () => {
    const { outFile, folder } = await pin();
    const text = await readFile(outFile, 'utf8');
    for (const name of ['ca.crt', 'token', 'login']) expect(text).toContain(join(folder, name));
  });

  it('takes the context that is asked for, and leaves a plugin in PATH alone', async () => {
    const { outFile } = await pin({ context: 'production' });
    const text = await readFile(outFile, 'utf8');
    expect(text).toContain('server: https://two.example.com');
    expect(text).toContain('command: aws');
    expect(text).not.toContain('one.example.com');
  });

  it('names the contexts there are when the one asked for is not', async () => {
    const { result } = await pin({ context: 'prodution' });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: 'cluster/no-context', hint: 'It has: staging, production' }],
    });
  });

  it('guesses no cluster when there is no kubeconfig', async () => {
    const { result } = await pin({ files: ['missing'] });
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'cluster/no-kubeconfig' }] });
  });

  it('says which file can’t be read', async () => {
    const { folder } = await pin();
    await mkdir(join(folder, 'folder'));
    const path = join(folder, 'folder');
    const outFile = join(folder, 'out');
    const result = await pinKubeconfig({
      kubeconfig: [path],
      env: {},
      home: folder,
      namespace: 'shop',
      outFile,
    });
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'cluster/kubeconfig' }] });
  });

  it('shows no line of a file that is not YAML: there are tokens in it', async () => {
    const { folder } = await pin();
    const path = join(folder, 'broken');
    await writeFile(path, 'clusters: [{name: a\nusers: [{name: admin, user: {token: correct-horse}}]\n');
    const outFile = join(folder, 'out');
    const result = await pinKubeconfig({
      kubeconfig: [path],
      env: {},
      home: folder,
      namespace: 'shop',
      outFile,
    });
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'cluster/kubeconfig' }] });
    expect(JSON.stringify(result)).not.toContain('correct-horse');
    expect(JSON.stringify(result)).toContain('at line 2');
  });
});
