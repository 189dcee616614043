import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runProgram } from './program.ts';
import { openPipes } from './support/open-terminal.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from './support/workspace.ts';

const step = (body: string, keys = 'effect: read'): string =>
  `\n<!-- step: { ${keys} } -->\n\`\`\`bash\n${body}\n\`\`\`\n`;

interface Case {
  readonly name: string;
  readonly code: number;
  readonly runbook: string;
  readonly args: readonly string[];
  /** What is typed, on a pipe. */
  readonly input?: string;
  readonly says?: string;
}

const unattended = ['run.md', '--unattended'];
const plain = ['run.md', '--plain'];

const cases: readonly Case[] = [
  { name: 'every step passed', code: 0, runbook: `# R\n${step('true')}`, args: unattended },
  {
    name: 'a step failed',
    code: 1,
    runbook: `# R\n${step('exit 7')}`,
    args: unattended,
    says: 'exit code 7',
  },
  {
    name: 'it went on after a failure',
    code: 1,
    runbook: `# R\n${step('false', 'effect: read, on-failure: continue')}${step('true')}`,
    args: unattended,
    says: 'went on after a failure',
  },
  {
    name: 'there is no such runbook',
    code: 2,
    runbook: '# R\n',
    args: ['none.md', '--unattended'],
    says: 'none.md',
  },
  {
    name: 'an option is unknown',
    code: 2,
    runbook: '# R\n',
    args: ['run.md', '--unattendd'],
    says: '--unattended',
  },
  {
    name: 'the runbook has an error',
    code: 2,
    runbook: `# R\n${step('true', 'efect: read')}`,
    args: unattended,
    says: 'effect',
  },
  {
    name: 'somebody has to tick',
    code: 3,
    runbook: '# R\n\n- [ ] Seen\n',
    args: unattended,
    says: 'A person is needed',
  },
  {
    name: 'somebody has to consent',
    code: 3,
    runbook: `# R\n${step('true', 'effect: read, confirm: true')}`,
    args: unattended,
    says: 'A person is needed',
  },
  { name: 'the input ends', code: 3, runbook: `# R\n${step('true')}`, args: plain, says: 'Paused.' },
  { name: 'the operator leaves', code: 3, runbook: `# R\n${step('true')}`, args: plain, input: 'leave\n' },
  {
    name: 'the operator aborts',
    code: 4,
    runbook: `# R\n${step('true')}`,
    args: plain,
    input: 'abort wrong day\n',
  },
];

describe('the exit code', () => {
  it.each(cases)('is $code when $name', ({ code, runbook, args, input = '', says = '' }) => {
    const workspace = openWorkspace();
    workspace.write('run.md', runbook);
    const ended = runProgram(args, { cwd: workspace.folder, env: workspace.env, input });
    expect(ended.stdout + ended.stderr).toContain(says);
    expect(ended.exitCode).toBe(code);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });

  it('is 5 when the log can’t be made, and nothing is run', () => {
    const workspace = openWorkspace();
    workspace.write('run.md', `# R\n${step('echo ran >> "$LEDGER"')}`);
    workspace.write('state/teei-runbook/sessions', 'a file where the folder should be');
    const ended = runProgram(unattended, { cwd: workspace.folder, env: workspace.env });
    expect(ended.exitCode).toBe(5);
    expect(workspace.ledgerLines()).toEqual([]);
    expect(ended.stderr).toContain('next:');
  });
});

/** A small disk needs the rights to mount one. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(mayMount)('a disk that is full', () => {
  it('ends the program with 5, with every record that it acknowledged, and can be gone on with', async () => {
    const workspace = openWorkspace();
    const state = smallDisk(workspace);
    workspace.write('platform.yaml', 'environments:\n  local: { production: false, namespace: none }\n');
    workspace.write(
      'run.md',
      `# R\n${step('echo first >> "$LEDGER"', 'id: first')}${step(`echo fill >> "$LEDGER"; head -c 100M /dev/zero > '${state}/filler' || true`, 'id: fill')}${step('echo last >> "$LEDGER"', 'id: last')}`,
    );
    const session = openPipes(workspace, ['run.md', '--unattended', '--json']);
    expect(await session.ends()).toBe(5);
    expect(session.screen()).toContain('disk is full');
    expect(workspace.ledgerLines()).toEqual(['first', 'fill']);
    const told = session
      .screen()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(told.length).toBeGreaterThan(5);
    expect(workspace.logLines()).toEqual(expect.arrayContaining(told));
    execFileSync('rm', [join(state, 'filler')]);
    const resumed = runProgram(['--resume', workspace.sessions()[0] ?? '', '--plain'], {
      cwd: workspace.folder,
      env: workspace.env,
      input: 'run\n',
    });
    expect(resumed.exitCode).toBe(0);
    expect(workspace.ledgerLines()).toEqual(['first', 'fill', 'last']);
    expectWholeLogs(workspace);
  });
});

/** Mounts 8 MiB of memory where the sessions go. */
function smallDisk(workspace: Workspace): string {
  const state = join(workspace.folder, 'state');
  mkdirSync(state);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', state]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', state]);
  });
  return state;
}
