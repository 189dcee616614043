import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createJournal, type JournalOptions, openJournal } from '../../../src/platform/journal/journal.ts';
import type { Problem, Result } from '../../../src/problem/problem.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import type { Journal } from '../../../src/session/ports.ts';
import type { Actor, SessionRecord } from '../../../src/session/record.ts';

export const session = '20260102-030405-deploy-0a1b';
export const alice: Actor = { id: 'alice', authtype: 'os' };

/** A folder that is removed when the test ends, with whatever was made read-only in it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'journal-test-'));
  onTestFinished(() => {
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

function makeWritable(folder: string): void {
  // What ended meanwhile has taken its socket away.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) makeWritable(join(folder, name));
}

/** A clock that goes on by a second with every look, unless it is set. */
export function createTestClock(start = Date.UTC(2026, 0, 2, 3, 4, 5)) {
  let now = start;
  return {
    now: () => {
      now += 1000;
      return now;
    },
    monotonic: () => BigInt(now - start) * 1_000_000n,
    step: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

/** Options of a journal in a folder; what is given replaces the usual. */
export function journalOptions(root: string, more: Partial<JournalOptions> = {}): JournalOptions {
  return {
    root,
    session,
    bootId: 'boot-1',
    host: 'machine',
    actor: alice,
    clock: createTestClock(),
    signer: undefined,
    ...more,
  };
}

/** A new journal, closed when the test ends. */
export async function createTestJournal(options: JournalOptions): Promise<Journal> {
  return closedLater(must(await createJournal(options)));
}

/** The journal of a session that is there, closed when the test ends. */
export async function openTestJournal(options: JournalOptions): Promise<Journal> {
  return closedLater(must(await openJournal(options)));
}

function closedLater(journal: Journal): Journal {
  onTestFinished(() => journal.close());
  return journal;
}

/** The value of a result that has to be good. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(
    result.problems.map(({ code, message, cause }) => `${code}: ${message} ${cause ?? ''}`).join('; '),
  );
}

/** What has to be there. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('something was expected');
  return value;
}

/** The one problem of a result that has to be bad. */
export function refusal(result: Result<unknown>): Problem {
  const [problem] = result.ok ? [] : result.problems;
  if (problem === undefined) throw new Error('a problem was expected');
  return problem;
}

export function note(text: string): SessionEvent {
  return { type: 'note', text };
}

export function stepStarted(id: string): SessionEvent {
  return {
    type: 'step.started',
    step: { id, attempt: 1 },
    kind: 'command',
    effect: 'read',
    cwd: '/',
    inputs: [],
  };
}

/** The texts of the notes among some records. */
export function notesOf(records: readonly SessionRecord[]): readonly string[] {
  return records.flatMap(({ event }) => (event.type === 'note' ? [event.text] : []));
}

/** The types of some records' events. */
export function typesOf(records: readonly SessionRecord[]): readonly string[] {
  return records.map(({ event }) => event.type);
}
