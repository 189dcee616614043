import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext } from 'vitest';
import { makeKey } from '../../../platform/ssh/test-keys.ts';
import type { Conversation } from '../../support/conversation.ts';
import { openTerminal } from '../../support/open-terminal.ts';
import { command, item, runbookText } from '../../support/runbook-text.ts';
import type { Workspace } from '../../support/workspace.ts';
import { type Fault, trace } from './tracing.ts';

/** The command that the faults are aimed at, between two items. */
export const victim = 'echo victim >> "$LEDGER"; sync "$LEDGER"; echo "output of the victim"';

/** Skips a test, and says so, where one of these reasons is there. */
export function needs({ skip }: TestContext, ...reasons: readonly (string | undefined)[]): void {
  for (const reason of reasons) if (reason !== undefined) skip(reason);
}

/** The log of the only session. */
export function logOf(workspace: Workspace): string {
  return join(workspace.sessionFolder(), 'events/000001.jsonl');
}

export function logText(workspace: Workspace): string {
  return readFileSync(logOf(workspace), 'utf8');
}

/** The types of the records, in order. */
export function typesIn(workspace: Workspace): readonly string[] {
  return workspace.logLines().map((line) => /"type":"([^"]+)"/.exec(line)?.[1] ?? '');
}

/** Gives the operator a key, so that sign-offs and checkpoints are signed. */
export function giveKey(workspace: Workspace): void {
  const folder = join(workspace.folder, 'home/.ssh');
  mkdirSync(folder, { mode: 0o700 });
  makeKey(folder, 'id_ed25519');
}

/** A session at a terminal, in front of the victim; the item before it is ticked. */
export async function openAtVictim(workspace: Workspace, script = victim): Promise<Conversation> {
  workspace.write(
    'crash.md',
    runbookText('Crash', item('ready', 'Ready'), command('victim', script), item('looked', 'Looked at it')),
  );
  const session = openTerminal(workspace, ['crash.md', '--plain']);
  await session.sees('ready> ');
  session.says('yes');
  await session.sees('victim> ');
  return session;
}

/** Says a line to a program that dies of the fault while it does what it was told. */
export async function diesOf(
  workspace: Workspace,
  session: Conversation,
  line: string,
  fault: Fault,
): Promise<void> {
  await trace(workspace, session.pid, fault);
  session.says(line);
  expect(await session.ends()).toBe(137);
}

/** Resumes the session at a terminal. */
export function resume(workspace: Workspace): Conversation {
  return openTerminal(workspace, ['--resume', workspace.sessions()[0] ?? '', '--plain']);
}

/** Says each line at the prompt that follows the one before, to the session's end. Gives the exit code. */
export async function walksOn(session: Conversation, ...lines: readonly string[]): Promise<number> {
  for (const [index, line] of lines.entries()) {
    if (index > 0) await session.sees(/\w+> /);
    session.says(line);
  }
  return session.ends();
}
