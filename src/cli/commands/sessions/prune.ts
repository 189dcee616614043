import { hostname } from 'node:os';
import { systemClock } from '../../../platform/clock.ts';
import {
  findOldSessions,
  type OldSession,
  type OldSessions,
  type PrunedSessions,
  pruneSessions,
} from '../../../platform/keeping/prune.ts';
import { packageVersion } from '../../../platform/package-root.ts';
import { bytesText } from '../../../problem/bytes-text.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { summaryAsJson } from '../../../report/session/list/json.ts';
import { summaryRow } from '../../../report/session/list/text.ts';
import { columns, plural, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { openLines } from '../../../ui/plain/lines.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';
import { openWorkplace } from '../../session/workplace.ts';
import { askedWitness } from './asked-witness.ts';
import { readAge } from './read-age.ts';

interface PruneFlags {
  /** As typed. */
  readonly olderThan: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * `sessions prune`: gives 2 for an age that is none or a yes that nobody can give, 4 where a person did not say yes, 1 where
 * one of the sessions could not be removed.
 */
export async function pruneSessionsCommand(io: Io, flags: PruneFlags): Promise<number> {
  const age = readAge(flags.olderThan);
  if (age === undefined) return fail(io, [noAge(flags.olderThan)], 'usage');
  const workplace = await openWorkplace(io);
  if (!workplace.ok) return fail(io, workplace.problems, 'usage');
  const { places, sessions: root, actor } = workplace.value;
  const before = systemClock.now() - age;
  const old = await findOldSessions(root, places.cache, before);
  if (flags.dryRun || old.removable.length === 0) {
    await print(io.stdout, flags.json ? plannedJson(old) : plannedText(old, flags.olderThan, styleOf(io)));
    return exitCode('completed');
  }
  if (!flags.yes) {
    await print(flags.json ? io.stderr : io.stdout, plannedText(old, flags.olderThan, styleOf(io)));
    const asked = await ask(io, old.removable);
    if (asked !== 'yes') return asked === 'no' ? exitCode('aborted') : fail(io, [noPerson], 'usage');
  }
  const witness = await askedWitness(undefined, places.witness, io);
  const pruned = await pruneSessions(root, old.removable, {
    writer: { who: actor.id, pid: process.pid, host: hostname(), since: new Date().toISOString() },
    before,
    olderThan: flags.olderThan,
    by: actor,
    tool: packageVersion(),
    now: () => systemClock.now(),
    verify: { requireSigned: false, env: { ...io.env }, ...(witness === undefined ? {} : { witness }) },
  });
  if (!pruned.ok) return fail(io, pruned.problems, 'failed');
  await print(io.stdout, flags.json ? prunedJson(pruned.value, old) : prunedText(pruned.value));
  await reportProblems(io, pruned.value.problems);
  return exitCode(pruned.value.problems.length > 0 ? 'failed' : 'completed');
}

/** Only a person at a terminal can say yes to what can't be undone. */
async function ask(io: Io, sessions: readonly OldSession[]): Promise<'yes' | 'no' | 'nobody'> {
  const lines = openLines(io);
  if (!lines.person) return 'nobody';
  const answer = await lines.ask(`Remove ${sizeOf(sessions)} for good? Type yes to do it: `);
  lines.close();
  if (answer.kind === 'line' && answer.text.trim().toLowerCase() === 'yes') return 'yes';
  await print(io.stdout, 'Nothing was removed.\n');
  return 'no';
}

function sizeOf(sessions: readonly OldSession[]): string {
  const bytes = sessions.reduce((sum, session) => sum + session.bytes, 0);
  return `${plural(sessions.length, 'session')} (${bytesText(bytes)})`;
}

function plannedText({ removable, kept }: OldSessions, olderThan: string, style: TextStyle): string {
  const rows = removable.map(({ summary, bytes }) => {
    const [id = '', phase = '', about = ''] = summaryRow(summary, style);
    return [id, phase, `${bytesText(bytes)}, ${about}`];
  });
  return toText([
    ...columns(rows, style.width),
    ...keptLines(kept, style),
    ...(removable.length + kept.length === 0 ? [] : ['']),
    removable.length === 0
      ? `No session that has ended is older than ${olderThan}.`
      : `${sizeOf(removable)} older than ${olderThan} can be removed.`,
  ]);
}

function keptLines(kept: OldSessions['kept'], style: TextStyle): readonly string[] {
  return columns(
    kept.map(({ id, why }) => [id, style.paint('yellow', 'kept'), why]),
    style.width,
  );
}

function plannedJson({ removable, kept }: OldSessions): string {
  const json = {
    removable: removable.map(({ summary, bytes }) => ({ ...summaryAsJson(summary), bytes })),
    kept,
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function prunedText({ removed }: PrunedSessions): string {
  const bytes = removed.reduce((sum, each) => sum + each.bytes, 0);
  return `${plural(removed.length, 'session')} removed, ${bytesText(bytes)} freed. sessions list and sessions show still tell of them.\n`;
}

function prunedJson({ removed, problems }: PrunedSessions, { kept }: OldSessions): string {
  const json = { removed, kept, problems: problems.map(({ message }) => message) };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function noAge(text: string): Problem {
  return problem('cli/age', `${JSON.stringify(text)} is no age.`, {
    hint: 'Write it as 90d, 12w or 7y; also 36h',
  });
}

const noPerson = problem('keep/not-confirmed', 'There is nobody here to say yes, so nothing was removed.', {
  hint: 'Look with --dry-run first, then remove with --yes',
});

async function fail(io: Io, problems: readonly Problem[], name: 'usage' | 'failed'): Promise<number> {
  await reportProblems(io, problems);
  return exitCode(name);
}
