import { describe, expect, it } from 'vitest';
import { type Boundary, boundaries } from './support/boundaries.ts';
import { openTerminal } from './support/open-terminal.ts';
import { runUntilKilled } from './support/run-until-killed.ts';
import { spawnedIsGone } from './support/spawned-process.ts';
import { expectWholeLogs, openWorkspace } from './support/workspace.ts';

const rounds = 20;

/** Each command writes its name to the ledger, which is on the disk before it goes on. */
const runbook = `# Kill

<!-- step: { id: first } -->
\`\`\`bash
echo first >> "$LEDGER"; sync "$LEDGER"
\`\`\`

<!-- step: { id: victim } -->
\`\`\`bash
echo victim >> "$LEDGER"; sync "$LEDGER"; echo "output of the victim"
\`\`\`

- [ ] Looked at it
      <!-- step: { id: looked } -->

<!-- step: { id: last } -->
\`\`\`bash
echo last >> "$LEDGER"; sync "$LEDGER"
\`\`\`
`;

/** What the operator finds after a kill, and does about it. */
interface Aftermath {
  /** Whether the command of the victim has run. */
  readonly ran: boolean;
  /** The invitation that stands there after resuming. */
  readonly finds: string;
  /** What is typed to come to the tick that follows. */
  readonly says: readonly string[];
}

const pending: Aftermath = { ran: false, finds: 'Enter: run it', says: ['run'] };
const unknownAndNotRun: Aftermath = { ran: false, finds: 'done HOW YOU KNOW', says: ['retry', 'run'] };
const unknownAndRun: Aftermath = {
  ran: true,
  finds: 'done HOW YOU KNOW',
  says: ['done it is in the ledger'],
};
const settled: Aftermath = { ran: true, finds: 'yes [NOTE]', says: [] };

const aftermaths: Readonly<Record<Boundary, Aftermath>> = {
  'before-intent': pending,
  'half-intent': pending,
  'intent-to-spawn': unknownAndNotRun,
  'at-the-gate': unknownAndNotRun,
  'before-gate-opens': unknownAndNotRun,
  'while-output-flows': unknownAndRun,
  'exit-to-record': unknownAndRun,
  'half-record': unknownAndRun,
  'record-to-checkpoint': settled,
  'checkpoint-to-signature': settled,
};

describe('a session that is killed with SIGKILL', () => {
  it.each(boundaries)(
    `loses nothing and repeats nothing, ${rounds} times, at: %s`,
    async (boundary) => {
      for (let round = 0; round < rounds; round += 1) await expectToResume(boundary, aftermaths[boundary]);
    },
    600_000,
  );
});

async function expectToResume(boundary: Boundary, { ran, finds, says }: Aftermath): Promise<void> {
  const workspace = openWorkspace();
  workspace.write('kill.md', runbook);
  const { acknowledged } = await runUntilKilled(workspace, boundary, 'kill.md');
  const before = ran ? ['first', 'victim'] : ['first'];
  expect(workspace.ledgerLines()).toEqual(before);
  await spawnedIsGone(workspace);

  const session = openTerminal(workspace, ['--resume', '--plain']);
  await session.sees(finds);
  await session.sees(/(victim|looked)> /);
  expect(workspace.logLines().slice(0, acknowledged.length)).toEqual(acknowledged);
  expect(workspace.ledgerLines()).toEqual(before);
  for (const line of says) {
    session.says(line);
    await session.sees(/(victim|looked)> /);
  }
  session.says('yes');
  await session.sees('last> ');
  session.says('run');
  await session.sees('COMPLETED');
  expect(await session.ends()).toBe(0);
  expect(workspace.ledgerLines()).toEqual(['first', 'victim', 'last']);
  expect(workspace.logLines().slice(0, acknowledged.length)).toEqual(acknowledged);
  expectWholeLogs(workspace);
}
