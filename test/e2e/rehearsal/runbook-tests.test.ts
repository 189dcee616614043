import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { runProgram } from '../program.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

const every = process.env['TEEI_TEST_EVERY_RUNBOOK'] === '1';
const library = fileURLToPath(new URL('../../../runbooks', import.meta.url));

/** One case takes some seconds, and there are many. */
const patience = every ? 3_600_000 : 120_000;

const runbook = `# Count

<!-- step: { id: count, effect: read, capture: { found: { output: 'found (.+)' } } } -->
\`\`\`bash
echo "found $((1 + 1))"
\`\`\`

- [ ] It is enough
      <!-- step: { id: enough } -->
`;

const tests = `cases:
  - name: Good
    scenario: healthy
    operator: { enough: yes }
    ends: completed
    values: { found: "2" }
  - name: Wrong
    scenario: healthy
    operator: { enough: yes }
    ends: completed
    values: { found: "3" }
    shows: { count: found 3 }
  - name: Silent
    scenario: healthy
    ends: completed
`;

describe.skipIf(!isInstalled('kubectl'))('teei-runbook test', () => {
  it(
    'tells which cases came out as expected, in which the others did not, and leaves nothing',
    () => {
      const workspace = openRehearsalWorkspace();
      workspace.write('runbooks/count.md', runbook);
      workspace.write('runbooks/count.test.yaml', tests);
      const place = { cwd: workspace.folder, env: workspace.env };
      const args = ['--format', 'junit', '--output', 'report.xml', '--jobs', '3'];
      const { exitCode, stdout, stderr } = runProgram(['test', ...args], place);
      expect(exitCode).toBe(1);
      expect(stderr).toBe('');
      expect(stdout).toContain('ok    count: Good');
      expect(stdout).toMatch(/count does not show a text\s+expected {2}found 3\s+observed {2}.*found 2/);
      expect(stdout).toMatch(/The value found is another one\s+expected {2}3\s+observed {2}2/);
      expect(stdout).toContain('Add to `operator`: `enough: yes`');
      expect(stdout).toContain('3 cases: 1 as expected, 2 not');
      expect(readFileSync(join(workspace.folder, 'report.xml'), 'utf8')).toContain('tests="3" failures="2"');
      expect(workspace.platforms()).toEqual([]);
      expect(existsSync(join(workspace.folder, 'state/teei-runbook/sessions'))).toBe(false);
    },
    patience,
  );

  it(
    'keeps the sessions where they are wanted, and their logs name the script',
    () => {
      const workspace = openRehearsalWorkspace();
      workspace.write('runbooks/count.md', runbook);
      workspace.write('runbooks/count.test.yaml', tests);
      const place = { cwd: workspace.folder, env: workspace.env };
      const { stderr } = runProgram(['test', 'count', '--case', 'good', '--keep'], place);
      const root = /XDG_STATE_HOME=(\S+)/.exec(stderr)?.[1] ?? '';
      const env = { ...workspace.env, XDG_STATE_HOME: root };
      const [listed] =
        runProgram(['sessions', 'list'], { ...place, env }).stdout.match(/\d{8}-\d{6}-\S+/) ?? [];
      const shown = runProgram(['sessions', 'show', listed ?? ''], { ...place, env });
      expect(shown.stdout).toContain('test script');
      expect(runProgram(['sessions', 'verify'], { ...place, env }).exitCode).toBe(0);
    },
    patience,
  );
});

describe.skipIf(!isInstalled('kubectl'))('the tests that come with the runbooks', () => {
  it.skipIf(every)(
    'the short way through the tour comes out as expected',
    () => {
      const workspace = openRehearsalWorkspace();
      const place = { cwd: workspace.folder, env: workspace.env };
      const args = ['test', join(library, 'tour.test.yaml'), '--case', 'short way'];
      const { exitCode, stdout } = runProgram(args, place);
      expect(stdout).toContain('ok    tour: The short way to the end');
      expect(exitCode).toBe(0);
    },
    patience,
  );

  it.runIf(every)(
    'all come out as expected',
    () => {
      const workspace = openRehearsalWorkspace();
      const place = { cwd: workspace.folder, env: workspace.env };
      const { exitCode, stdout } = runProgram(['test', library], place);
      expect(stdout.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([]);
      expect(exitCode).toBe(0);
    },
    patience,
  );
});
