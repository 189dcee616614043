import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = resolve(import.meta.dirname, '../../.ci/test-totals.mjs');

describe("the last line of CI's output", () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'totals-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function report(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  function lastLine(paths: readonly string[]): string | undefined {
    return spawnSync(process.execPath, [script, ...paths], { encoding: 'utf8' })
      .stdout.trimEnd()
      .split('\n')
      .at(-1);
  }

  const mixed = JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }],
  });

  it('sums the reports', () => {
    expect(lastLine([report('a.json', mixed), report('b.json', mixed)])).toBe(
      'tests: 6 passed, 2 failed, 4 skipped',
    );
  });

  it('counts a file that failed before its tests could', () => {
    const broken = JSON.stringify({
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }],
    });
    expect(lastLine([report('a.json', mixed), report('b.json', broken)])).toBe(
      'tests: 3 passed, 2 failed, 2 skipped',
    );
  });

  it('counts a report that is missing or cut off as a failure', () => {
    const paths = [
      report('a.json', mixed),
      join(folder, 'missing.json'),
      report('c.json', mixed.slice(0, 20)),
    ];
    expect(lastLine(paths)).toBe('tests: 3 passed, 3 failed, 2 skipped');
  });
});
