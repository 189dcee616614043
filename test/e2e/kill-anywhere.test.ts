import { describe, expect, it } from 'vitest';
import { openPipes, openTerminal } from './support/open-terminal.ts';
import { spawnedIsGone } from './support/spawned-process.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from './support/workspace.ts';

const rounds = 20;
const steps = 60;

const runbook = [
  '# Anywhere\n',
  ...Array.from(
    { length: steps },
    (_, index) =>
      `<!-- step: { id: s-${index} } -->\n\`\`\`bash\necho s-${index} >> "$LEDGER"; sync "$LEDGER"\n\`\`\`\n`,
  ),
].join('\n');

const platform = 'environments:\n  local: { production: false, namespace: none }\n';

describe('the program itself, killed from outside at any moment', () => {
  it(`runs each command once, over ${rounds} kills`, { timeout: 600_000 }, async () => {
    const workspace = openWorkspace();
    workspace.write('anywhere.md', runbook);
    workspace.write('platform.yaml', platform);
    let acknowledged = await walkUntilKilled(workspace, ['anywhere.md']);
    for (let round = 1; round < rounds; round += 1) {
      await settleInterrupted(workspace);
      expect(workspace.logLines()).toEqual(expect.arrayContaining([...acknowledged]));
      expectWholeLogs(workspace);
      acknowledged = await walkUntilKilled(workspace, ['--resume', workspace.sessions()[0] ?? '']);
    }
    await settleInterrupted(workspace);
    const last = openPipes(workspace, ['--resume', workspace.sessions()[0] ?? '', '--unattended']);
    expect(await last.ends()).toBe(0);
    expect(workspace.ledgerLines()).toEqual(Array.from({ length: steps }, (_, index) => `s-${index}`));
    expectWholeLogs(workspace);
  });
});

/** Kills it after a random number of records, or some bytes later. Gives the records it had told of. */
async function walkUntilKilled(workspace: Workspace, args: readonly string[]): Promise<readonly string[]> {
  const session = openPipes(workspace, [...args, '--unattended', '--json']);
  const records = 1 + Math.floor(Math.random() * 7);
  for (let count = 0; count < records; count += 1) await session.sees('\n');
  process.kill(session.pid, 'SIGKILL');
  expect(await session.ends()).toBe(137);
  return session.screen().split('\n').slice(0, -1);
}

/** Says what happened to the interrupted step by the ledger, as an operator would. */
async function settleInterrupted(workspace: Workspace): Promise<void> {
  await spawnedIsGone(workspace);
  const session = openTerminal(workspace, ['--resume', workspace.sessions()[0] ?? '', '--plain']);
  const before = workspace.ledgerLines();
  const shown = await session.sees(/local s-\d+> /);
  expect(workspace.ledgerLines()).toEqual(before);
  const step = /s-\d+(?=> $)/.exec(shown)?.[0] ?? '';
  const interrupted = shown.includes('done HOW YOU KNOW');
  // A step that has run and does not ask would be run again.
  expect(interrupted || !before.includes(step)).toBe(true);
  if (interrupted) {
    session.says(before.includes(step) ? 'done it is in the ledger' : 'retry');
    await session.sees(/s-\d+> /);
  }
  session.says('leave');
  expect(await session.ends()).toBe(3);
}
