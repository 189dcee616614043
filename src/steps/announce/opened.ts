import type { CheckResult } from '../checks/define-check.ts';
import type { HoldContext, PreviewContext } from '../context.ts';
import type { HoldDefinition, HoldFinding, HoldRelease } from '../hold.ts';
import { type Asked, told } from './told.ts';

/** Something in another system that a session has opened and closes again: a window, a silence. */
export interface Opened {
  readonly id: string;
  /** ISO time at which it has begun. */
  readonly from: string;
  /** ISO time at which it ends by itself. Absent: it does not. */
  readonly until?: string;
}

/**
 * How something of that kind is looked for, opened, kept and closed. It is found by what the session has written into
 * it and not by an id in the log, so that one whose answer was lost is found too, and nothing is opened twice.
 */
export interface OpenedDefinition<A> {
  readonly check: string;
  /** Name of the value that is set to its id. */
  readonly sets: string;
  key(args: A): string;
  what(args: A, context: PreviewContext): string;
  /** Milliseconds between two times that its end is put off. */
  renewEvery(args: A): number;
  /** What the operator does where it can't be closed from here. */
  byHand(args: A, context: PreviewContext): string;
  find(args: A, context: HoldContext): Promise<Asked<Opened | undefined>>;
  open(args: A, context: HoldContext): Promise<Asked<Opened>>;
  /** Puts its end off; gives it as it is then. */
  keep(args: A, opened: Opened, context: HoldContext): Promise<Asked<Opened>>;
  close(args: A, opened: Opened, context: HoldContext): Promise<Asked<string>>;
}

/** Opens it, or takes up the one that this session has open. */
export async function openOne<A>(
  definition: OpenedDefinition<A>,
  args: A,
  context: HoldContext,
  details: readonly string[],
): Promise<CheckResult> {
  const { check, sets } = definition;
  const found = await definition.find(args, context);
  if (found.kind === 'unanswered') return found.result;
  const own = found.value;
  const opened =
    own === undefined ? await definition.open(args, context) : await definition.keep(args, own, context);
  if (opened.kind === 'unanswered') return opened.result;
  const { id, until } = opened.value;
  const how = own === undefined ? 'open' : 'this session’s own is open already';
  const observed = `${how}, ${id}${until === undefined ? '' : `, until ${until}`}`;
  const row = { check, what: definition.what(args, context), expected: 'open', observed, details };
  return { ...told('pass', row), values: { [sets]: id } };
}

/** Closes it before the session ends. One that is not open any more passes too. */
export async function closeOne<A>(
  definition: OpenedDefinition<A>,
  check: string,
  args: A,
  context: HoldContext,
): Promise<CheckResult> {
  const release = await releaseOne(definition, args, context);
  const row = { check, what: definition.what(args, context), expected: 'closed', observed: release.observed };
  return release.result === 'failed' ? told('error', { ...row, next: release.next }) : told('pass', row);
}

/** The hold of a session on what it has opened. */
export function holdOn<A>(definition: OpenedDefinition<A>): HoldDefinition<A> {
  return {
    key: (args) => definition.key(args),
    what: (args, context) => definition.what(args, context),
    renewEvery: (args) => definition.renewEvery(args),
    renew: (args, context) => renewOne(definition, args, context),
    retake: (args, context) => retakeOne(definition, args, context),
    release: (args, context) => releaseOne(definition, args, context),
  };
}

async function renewOne<A>(
  definition: OpenedDefinition<A>,
  args: A,
  context: HoldContext,
): Promise<HoldFinding> {
  const found = await definition.find(args, context);
  if (found.kind === 'unanswered') return { found: 'unknown', observed: found.result.summary };
  if (found.value === undefined) {
    const next = 'Open it again if it is still needed: go back to the step that opened it';
    return {
      found: 'lost',
      observed: 'it is not open any more: somebody has closed it, or it has ended',
      next,
    };
  }
  const kept = await definition.keep(args, found.value, context);
  return kept.kind === 'unanswered'
    ? { found: 'unknown', observed: kept.result.summary }
    : { found: 'held', observed: openText(kept.value) };
}

async function retakeOne<A>(
  definition: OpenedDefinition<A>,
  args: A,
  context: HoldContext,
): Promise<HoldFinding> {
  const opened = await definition.open(args, context);
  return opened.kind === 'unanswered'
    ? { found: 'unknown', observed: opened.result.summary }
    : { found: 'held', observed: `opened again: ${openText(opened.value)}` };
}

async function releaseOne<A>(
  definition: OpenedDefinition<A>,
  args: A,
  context: HoldContext,
): Promise<HoldRelease> {
  const next = definition.byHand(args, context);
  const found = await definition.find(args, context);
  if (found.kind === 'unanswered') return { result: 'failed', observed: found.result.summary, next };
  if (found.value === undefined) return { result: 'not-held', observed: 'it was not open any more' };
  const closed = await definition.close(args, found.value, context);
  if (closed.kind === 'unanswered') return { result: 'failed', observed: closed.result.summary, next };
  return { result: 'released', observed: closed.value };
}

function openText({ id, until }: Opened): string {
  return until === undefined ? `${id} is open` : `${id} is open until ${until}`;
}
