import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runNode } from './program.ts';

const repository = resolve(import.meta.dirname, '../..');
const packageSchema = z.object({
  files: z.array(z.string()),
  dependencies: z.record(z.string(), z.string()).optional(),
});
const metadata = packageSchema.parse(JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')));

describe('the published package', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'package-'));
    // The global set-up has built it already.
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
      cwd: repository,
      stdio: 'pipe',
    });
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
    execFileSync('tar', ['-xzf', join(folder, archive), '-C', folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('works unpacked, with nothing installed beside it', () => {
    const { exitCode, stderr } = runNode([join(folder, 'package/bin/teei-runbook.cjs'), 'no-such-command']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no-such-command');
  });

  it('finds its own library unpacked, without a home folder', () => {
    const start = join(folder, 'package/bin/teei-runbook.cjs');
    const env = { HOME: '/nonexistent', XDG_CACHE_HOME: '', NODE_COMPILE_CACHE: '' };
    const { exitCode, stdout, stderr } = runNode([start, 'list'], { cwd: folder, env });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('Deploy to production');
  });

  it('holds the program, its licences and no sources', () => {
    const names = readdirSync(join(folder, 'package'));
    expect(names).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'bin', 'dist', 'package.json']));
    expect(names).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(src|test|scripts)$/)]));
    expect(readdirSync(join(folder, 'package/dist'))).toContain('THIRD-PARTY-LICENSES.txt');
  });

  it('needs no other package, since everything is bundled', () => {
    expect(metadata.dependencies).toBeUndefined();
  });
});
