import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readJournal } from '../../../src/platform/journal/read-journal.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import { runProgram } from '../program.ts';
import { ownEnvironment } from './own-environment.ts';

/** A folder of a test's own, with a home, a place for sessions, and the runbooks that the test writes. */
export interface Workspace {
  readonly folder: string;
  /** The environment of the program: nothing of the one who runs the tests but what is harmless. */
  readonly env: NodeJS.ProcessEnv;
  /** The file that the commands of a runbook write to, as $LEDGER. */
  readonly ledger: string;
  write(name: string, text: string): string;
  /** Ids of all sessions, oldest first. */
  sessions(): readonly string[];
  /** The only session's folder. */
  sessionFolder(): string;
  /** What the log holds, oldest first. */
  events(): Promise<readonly SessionEvent[]>;
  /** The log's lines as they are on disk. */
  logLines(): readonly string[];
  ledgerLines(): readonly string[];
}

/** Makes one; it is removed when the test ends. */
export function openWorkspace(root = tmpdir()): Workspace {
  const folder = mkdtempSync(join(root, 'e2e-'));
  onTestFinished(() => {
    makeWritable(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  const sessions = join(folder, 'state/teei-runbook/sessions');
  const ledger = join(folder, 'ledger');
  mkdirSync(join(folder, 'home'));
  writeFileSync(ledger, '');
  const sessionIds = (): readonly string[] => readdirSync(sessions).toSorted();
  const sessionFolder = (): string => {
    const [only, ...more] = sessionIds();
    if (only === undefined || more.length > 0) throw new Error(`one session was expected in ${sessions}`);
    return join(sessions, only);
  };
  return {
    folder,
    env: { ...ownEnvironment(folder), LEDGER: ledger },
    ledger,
    write(name, text) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    sessions: sessionIds,
    sessionFolder,
    async events() {
      const read = await readJournal(sessionFolder());
      if (!read.ok) throw new Error(JSON.stringify(read.problems));
      return read.value.records.map(({ event }) => event);
    },
    logLines: () => linesOf(join(sessionFolder(), 'events/000001.jsonl')),
    ledgerLines: () => linesOf(ledger),
  };
}

/** Fails unless the program itself finds the log of every session whole. */
export function expectWholeLogs(workspace: Workspace): void {
  const verified = runProgram(['sessions', 'verify'], { cwd: workspace.folder, env: workspace.env });
  if (verified.exitCode !== 0) throw new Error(`${verified.stdout}${verified.stderr}`);
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

function makeWritable(path: string): void {
  if (!lstatSync(path).isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) makeWritable(join(path, name));
}
