import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { openTerminal } from './support/open-terminal.ts';
import { openWorkspace } from './support/workspace.ts';

const source = resolve(import.meta.dirname, '../fixtures/source-extract.md');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'any-markdown-'));
  copyFileSync(source, join(folder, 'source.md'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a runbook that was never written for this program', () => {
  it('lints: warnings say what would go wrong, and nothing is an error', () => {
    const { exitCode, stdout } = run(['lint', 'source.md']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\n0 errors, \d+ warnings/);
    expect(stdout).toContain('[lint/date-path]');
  });

  it('is walked as it stands, every step asked for', async () => {
    const workspace = openWorkspace();
    copyFileSync(source, join(workspace.folder, 'source.md'));
    const session = openTerminal(workspace, ['./source.md', '--plain']);
    await session.sees('Cluster admin access (production)');
    await session.sees('> ');
    session.says('yes');
    await session.sees('> ');
    session.says('yes seen it');
    while (!/COMPLETED/.test(await session.sees(/(?:Enter: run it[^>]*> |COMPLETED)/)))
      session.says('skip only looking');
    expect(session.screen()).toContain('kubectl cluster-info');
    expect(await session.ends()).toBe(0);
  });

  it('is not walked by itself: a tick is a person’s', () => {
    const { exitCode, stderr } = run(['./source.md', '--unattended']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('A person is needed');
  });
});

function run(args: readonly string[]): ReturnType<typeof runProgram> {
  return runProgram(args, {
    cwd: folder,
    env: {
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      KUBECONFIG: join(folder, 'none'),
      SSH_AUTH_SOCK: undefined,
    },
  });
}
