import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';

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

  it('is walked as it stands, every step asked for', () => {
    const walk = ['yes', 'yes seen it', ...Array.from({ length: 20 }, () => 'skip only looking')];
    const { exitCode, stdout } = run(['./source.md'], walk);
    expect(stdout).toContain('Cluster admin access (production)');
    expect(stdout).toContain('kubectl cluster-info');
    expect(stdout).toContain('COMPLETED');
    expect(exitCode).toBe(0);
  });

  it('is not walked by itself: a tick is a person’s', () => {
    const { exitCode, stderr } = run(['./source.md', '--unattended']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('A person is needed');
  });
});

function run(args: readonly string[], input: readonly string[] = []): ReturnType<typeof runProgram> {
  return runProgram(args, {
    cwd: folder,
    input: input.map((line) => `${line}\n`).join(''),
    env: {
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      XDG_CONFIG_HOME: join(folder, 'config'),
      KUBECONFIG: join(folder, 'none'),
      SSH_AUTH_SOCK: undefined,
    },
  });
}
