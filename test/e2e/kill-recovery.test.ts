import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { openTerminal } from './support/open-terminal.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from './support/workspace.ts';

const program = fileURLToPath(new URL('support/open-until-killed.ts', import.meta.url));
const rounds = 20;

const runbook = `# Torn

<!-- step: { id: one } -->
\`\`\`bash
echo one >> "$LEDGER"
\`\`\`

- [ ] Looked
      <!-- step: { id: looked } -->
`;

/** Opens the session in a process that dies at an operation. True: it died there. */
function openAndDie(workspace: Workspace, operation: number): boolean {
  const folder = workspace.sessionFolder();
  const { signal, status, stderr } = spawnSync(
    process.execPath,
    [program, dirname(folder), basename(folder), String(operation)],
    { encoding: 'utf8', env: { ...process.env, ...workspace.env } },
  );
  if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr);
  return signal === 'SIGKILL';
}

describe('a log with a torn end', () => {
  it(`comes out the same, however often its recovery is killed (${rounds} times)`, {
    timeout: 300_000,
  }, async () => {
    const workspace = openWorkspace();
    workspace.write('torn.md', runbook);
    expect(
      runProgram(['torn.md', '--unattended'], { cwd: workspace.folder, env: workspace.env }).exitCode,
    ).toBe(3);
    const whole = workspace.logLines();
    appendFileSync(join(workspace.sessionFolder(), 'events/000001.jsonl'), '{"v":1,"type":"step.st');
    for (let round = 0; round < rounds; round += 1) openAndDie(workspace, 1 + (round % 8));
    expect(openAndDie(workspace, 0)).toBe(false);
    const lines = workspace.logLines();
    expect(lines.slice(0, whole.length)).toEqual(whole);
    expect(workspace.ledgerLines()).toEqual(['one']);
    const recovered = lines.slice(whole.length).map((line) => /"type":"([^"]+)"/.exec(line)?.[1]);
    expect(recovered.length).toBeGreaterThan(0);
    expect(new Set(recovered)).toEqual(new Set(['log.recovered']));
    const first = lines.filter((line) => /"bytes":22[,}]/.test(line));
    expect(first).toHaveLength(1);
    expectWholeLogs(workspace);
    const resumed = openTerminal(workspace, ['--resume', '--plain']);
    await resumed.sees('> ');
    resumed.says('yes');
    expect(await resumed.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['one']);
  });

  it('is refused, and left as it is, where whole records follow a broken one', () => {
    const workspace = openWorkspace();
    workspace.write('torn.md', runbook);
    runProgram(['torn.md', '--unattended'], { cwd: workspace.folder, env: workspace.env });
    const log = join(workspace.sessionFolder(), 'events/000001.jsonl');
    const [last = ''] = workspace.logLines().slice(-1);
    appendFileSync(log, `{"v":1,"type"\n${last}\n`);
    const before = workspace.logLines();
    const resumed = runProgram(['--resume', basename(workspace.sessionFolder()), '--plain'], {
      cwd: workspace.folder,
      env: workspace.env,
      input: 'yes\n',
    });
    expect(resumed.exitCode).toBe(5);
    expect(resumed.stderr).toContain('next: Keep the folder as it is');
    expect(workspace.logLines()).toEqual(before);
  });
});
