import type { Evidence } from '../../outcome.ts';
import { badFirst } from '../bad-first.ts';
import type { CheckResult } from '../define-check.ts';
import { figureText } from '../prom/bounds.ts';
import type { Consumer } from './consumers.ts';

export interface LagFacts {
  readonly check: string;
  readonly where: string;
  /** The same consumers at two moments. */
  readonly before: readonly Consumer[];
  readonly after: readonly Consumer[];
  /** Messages that may wait: fewer than this. */
  readonly lagBelow: number;
  /** Percent of what comes in by which less may be processed. */
  readonly tolerance: number;
  /** Messages that must have come in between the two moments, so that rates say something. */
  readonly minMessages: number;
}

/** The one with the most messages that wait stands first among those that are equally bad. */
export function judgeConsumers(facts: LagFacts): CheckResult | undefined {
  const { check, where, after, before } = facts;
  const sorted = after.toSorted((a, b) => b.pending - a.pending);
  const rows = sorted.map((consumer): Evidence => {
    const earlier = before.find(
      ({ name, created }) => name === consumer.name && created === consumer.created,
    );
    return { check, where, ...row(facts, consumer, earlier) };
  });
  const found = badFirst(rows);
  if (found === undefined) return undefined;
  const [first] = found.evidence;
  const most = sorted[0];
  const well = `${rows.length} consumers, the most that wait are ${String(most?.pending)} of ${String(most?.name)}`;
  const ill = `${found.bad} of ${rows.length} consumers are not well: ${first.what}: ${first.observed}`;
  const pending = after.map((each) => each.pending).filter((each) => Number.isFinite(each));
  return {
    verdict: found.verdict,
    summary: `NATS: ${found.bad === 0 ? well : ill}`,
    evidence: found.evidence,
    ...(pending.length === 0
      ? {}
      : { measured: { label: 'messages that wait', unit: '', value: Math.max(...pending) } }),
  };
}

type Row = Omit<Evidence, 'check' | 'where'>;

function row(facts: LagFacts, now: Consumer, before: Consumer | undefined): Row {
  const what = now.name;
  const expected = `fewer than ${facts.lagBelow} messages wait, and it goes on`;
  const waits = `${String(now.pending)} wait`;
  if (![now.pending, now.unacknowledged, now.acknowledged].every((figure) => Number.isFinite(figure))) {
    const next = 'Check the version of the server: it tells less of a consumer than is known of NATS';
    return { what, expected, result: 'error', observed: 'an answer without its figures', next };
  }
  if (now.pending >= facts.lagBelow) {
    const next = isStuck(now, before)
      ? reasonOf(now)
      : 'Look whether it catches up; if not, give it more replicas, or undo what made it slow';
    const observed = `${waits}${isStuck(now, before) ? ', and none is acknowledged' : ''}`;
    return { what, expected, result: 'fail', observed, next };
  }
  if (isStuck(now, before)) {
    const observed = `${waits}, and none is acknowledged: it is stuck`;
    return { what, expected, result: 'fail', observed, next: reasonOf(now) };
  }
  return { what, expected, ...rates(facts, now, before, waits) };
}

/** Messages waited the whole time, and nothing more was acknowledged. */
function isStuck(now: Consumer, before: Consumer | undefined): boolean {
  return (
    before !== undefined && before.pending > 0 && now.pending > 0 && now.acknowledged <= before.acknowledged
  );
}

function reasonOf({ paused, waiting, unacknowledged, redelivered }: Consumer): string {
  if (paused) return 'It is paused: resume it, if that is not meant';
  if (unacknowledged > 0) {
    const again = redelivered > 0 ? `, ${redelivered} of them more than once` : '';
    return `${unacknowledged} are delivered and not acknowledged${again}: look at the log of the service that should`;
  }
  return waiting === 0
    ? 'Nobody asks for messages: look whether the service runs, and whether it is connected'
    : 'Look at the log of the service that consumes them';
}

/** What came in for this consumer is what it processed, and what waits more than before. */
function rates(
  { tolerance, minMessages }: LagFacts,
  now: Consumer,
  before: Consumer | undefined,
  waits: string,
): Pick<Row, 'result' | 'observed' | 'next'> {
  const seconds = before === undefined ? 0 : (now.at - before.at) / 1000;
  if (before === undefined || seconds <= 0) return { result: 'pass', observed: `${waits}; it is new` };
  const processed = Math.max(0, now.acknowledged - before.acknowledged);
  const backlog = now.pending + now.unacknowledged - before.pending - before.unacknowledged;
  const came = Math.max(0, processed + backlog);
  const perSecond = (count: number): string => figureText(count / seconds, 'a second');
  const observed = `${waits}; ${perSecond(came)} come in, ${perSecond(processed)} are processed`;
  if (came < minMessages) return { result: 'pass', observed: `${observed}: too few to compare` };
  if (processed >= came * (1 - tolerance / 100)) return { result: 'pass', observed };
  const next = 'Look whether it catches up; if not, give it more replicas, or undo what made it slow';
  return { result: 'fail', observed: `${observed}: it falls behind`, next };
}
