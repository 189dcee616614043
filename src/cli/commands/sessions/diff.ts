import { sessionFiles } from '../../../platform/journal/session-files.ts';
import { changedLines } from '../../../report/session/compare/changed-lines.ts';
import { compareSessions, type StepEnd } from '../../../report/session/compare/compare.ts';
import { type ChangedLines, comparisonLines } from '../../../report/session/compare/text.ts';
import { outputText } from '../../../report/session/export/excerpt.ts';
import { toText } from '../../../report/text/layout.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { styleOf } from '../../screen.ts';
import { type ReadSession, readSession } from './read-session.ts';

export interface DiffSessionsOptions {
  readonly first: string;
  readonly second: string;
  /** Steps that are alike too. */
  readonly all: boolean;
  readonly json: boolean;
}

/** An output beyond this is compared by its digest only. */
const mostBytes = 256 * 1024;

/**
 * `sessions diff A B`: what went otherwise. Gives 0 whether or not they differ, 2 for an unknown session, 1 for a log
 * that can't be read.
 */
export async function diffSessionsCommand(io: Io, options: DiffSessionsOptions): Promise<number> {
  const first = await readSession(io, options.first);
  if (typeof first === 'number') return first;
  const second = await readSession(io, options.second);
  if (typeof second === 'number') return second;
  const comparison = compareSessions(first, second);
  const changed = await changesOf(comparison.steps, first, second);
  const { all, json } = options;
  if (json) {
    const steps = comparison.steps.filter(({ differs }) => all || differs.length > 0);
    const told = steps.map((step) => ({ ...step, changedLines: changed.get(step.id) }));
    const ids = { first: first.session.state.session, second: second.session.state.session };
    await print(
      io.stdout,
      `${JSON.stringify({ ...ids, facts: comparison.facts, steps: told }, undefined, 2)}\n`,
    );
    return exitCode('completed');
  }
  const style = styleOf(io);
  const heads = [first, second].map(({ session }) => session.state.session).join(' → ');
  await print(
    io.stdout,
    toText([style.paint('bold', heads), '', ...comparisonLines(comparison, changed, { all, style })]),
  );
  return exitCode('completed');
}

async function changesOf(
  steps: ReturnType<typeof compareSessions>['steps'],
  first: ReadSession,
  second: ReadSession,
): Promise<ChangedLines> {
  const changed = new Map<string, readonly string[] | undefined>();
  for (const step of steps) {
    if (!step.differs.includes('output')) continue;
    const one = await textOf(first, step.first);
    const other = await textOf(second, step.second);
    changed.set(step.id, one === undefined || other === undefined ? undefined : changedLines(one, other));
  }
  return changed;
}

/** Undefined: it is too large, or not there any more. */
async function textOf({ folder }: ReadSession, end: StepEnd | undefined): Promise<string | undefined> {
  if (end?.output === undefined) return '';
  const { path, bytes } = end.output;
  if (bytes > mostBytes) return undefined;
  const read = await sessionFiles(folder).read(path, 0, bytes);
  return read && outputText(read);
}
