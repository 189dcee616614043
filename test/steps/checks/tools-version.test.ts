import { describe, expect, it } from 'vitest';
import { toolsVersion } from '../../../src/steps/checks/tools-version.ts';
import {
  fakeRunContext,
  fakeShell,
  previewContext,
  type ShellExpectation,
} from '../../fixtures/run-context.ts';

async function look(tools: Readonly<Record<string, string>>, ...expected: readonly ShellExpectation[]) {
  return toolsVersion.run({ tools }, fakeRunContext({ ports: { shell: fakeShell(expected) } }));
}

const kubectl = JSON.stringify(
  { clientVersion: { major: '1', minor: '28', gitVersion: 'v1.28.3-gke.100' }, kustomizeVersion: 'v5.0.4' },
  null,
  2,
);

describe('the check tools.version', () => {
  it('lets an optional tool be absent, and not too old', async () => {
    const args = { tools: { helm: '>=3.12.0' }, optional: ['helm'] };
    const lookFor = (probe: ShellExpectation) =>
      toolsVersion.run(args, fakeRunContext({ ports: { shell: fakeShell([probe]) } }));
    const absent = await lookFor({ probe: /^helm/, missing: true });
    expect(absent).toMatchObject({ verdict: 'pass', summary: 'helm not installed' });
    expect(await lookFor({ probe: /^helm/, stdout: 'v3.9.0' })).toMatchObject({ verdict: 'fail' });
  });

  it.each<[string, string, string, string, string]>([
    ['kubectl', '>=1.28', 'kubectl version --client -o json', kubectl, 'pass'],
    ['kubectl', '>=1.29', 'kubectl version --client -o json', kubectl, 'fail'],
    ['kustomize', '>=5', 'kustomize version', 'v5.3.0\n', 'pass'],
    [
      'kustomize',
      '>=5',
      'kustomize version',
      '{Version:kustomize/v4.5.7 GitCommit:56d82a8 BuildDate:2022}',
      'fail',
    ],
    ['helm', '^3.12.0', 'helm version --short', 'v3.14.0+g3fc9f4b', 'pass'],
    [
      'vault',
      '>=1.15',
      'vault version',
      'Vault v1.15.2 (cf1b5cafa047bc8e4a3f93444fcb4011593b92cb), built 2023',
      'pass',
    ],
    ['node', '>=22.19', 'node --version', 'v24.21.0', 'pass'],
    ['bash', '>=5', 'bash --version', 'GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)', 'pass'],
    ['bash', '>=5', 'bash --version', 'GNU bash, version 3.2.57(1)-release (arm64-apple-darwin23)', 'fail'],
    ['git', '>=2.39', 'git --version', 'git version 2.39.2 (Apple Git-143)', 'pass'],
    ['jq', '>=1.6', 'jq --version', 'jq-1.7.1', 'pass'],
    ['psql', '>=15', 'psql --version', 'psql (PostgreSQL) 15.3 (Debian 15.3-0)', 'pass'],
    ['other', '>=1', 'other --version', 'no number here', 'error'],
  ])('reads %s %s from `%s`: %s', async (name, wanted, probe, stdout, verdict) => {
    const result = await look({ [name]: wanted }, { probe, stdout });
    expect(result).toMatchObject({ verdict, evidence: [{ what: name, expected: wanted, result: verdict }] });
  });

  it('reads a version from stderr, such as ssh', async () => {
    const told = { probe: 'ssh -V', stderr: 'OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL 3.0.15' };
    expect((await look({ ssh: '>=8.2' }, told)).verdict).toBe('pass');
  });

  it('sees only the presence of a tool that tells no version', async () => {
    const told = { probe: 'ssh-keygen -?', exit: { code: 1 }, stderr: 'usage: ssh-keygen' };
    expect((await look({ 'ssh-keygen': '*' }, told)).verdict).toBe('pass');
    expect((await look({ 'ssh-keygen': '>=9' }, told)).verdict).toBe('error');
  });

  it('has a row for each tool and names what is wrong', async () => {
    const result = await look(
      { helm: '>=3', nosuch: '*', git: '>=2' },
      { probe: 'helm version --short', stdout: 'v2.16.0' },
      { probe: 'nosuch --version', missing: true },
      { probe: 'git --version', stdout: 'git version 2.39.2' },
    );
    expect(result).toMatchObject({
      verdict: 'fail',
      summary: 'helm: expected >=3, observed 2.16.0; nosuch: expected installed, observed not installed',
      evidence: [{ result: 'fail' }, { result: 'fail' }, { result: 'pass' }],
    });
  });

  it('says what it wants, and refuses what is no program or range', () => {
    expect(toolsVersion.describe({ tools: { kubectl: '>=1.28', ssh: '*' } }, previewContext())).toBe(
      'kubectl >=1.28, ssh is installed',
    );
    for (const tools of [{}, { '-rf': '*' }, { '/bin/sh': '*' }, { kubectl: 'new' }]) {
      expect(toolsVersion.schema.safeParse({ tools }).success).toBe(false);
    }
  });
});
