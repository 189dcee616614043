import { formatDuration } from '../../runbook/values/duration.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import type { Cluster } from '../ports/cluster.ts';
import { leaseHold } from './lock/keep-lease.ts';
import { holderText, type Lease } from './lock/lease.ts';
import { type AcquireArgs, acquireSchema, holderOf, lockText } from './lock/lock-args.ts';
import { type Taken, takeLease } from './lock/take-lease.ts';
import { withCluster } from '../checks/with-cluster.ts';

/** Lets one session at a time change a namespace. */
export const lockAcquire = defineCheck({
  name: 'lock.acquire',
  summary:
    'Takes a Lease for this session, which renews it while it runs and gives it free at its end: two can’t deploy at once.',
  mode: 'act',
  needs: ['cluster'],
  schema: acquireSchema,
  example: { name: 'teei-runbook', duration: '2m' },
  hold: leaseHold,
  describe: (args, context) => `${lockText(args, context)} is taken, so that nobody else deploys meanwhile`,
  changes: (args, context) => [
    `the Lease ${args.name} in ${context.environment.namespace} names this session, until it ends`,
  ],
  run: (args, context) =>
    withCluster('lock.acquire', context, async (cluster) =>
      judgeTaken(await take(args, context, cluster), args, context),
    ),
});

function take(args: AcquireArgs, context: RunContext, cluster: Cluster): Promise<Taken> {
  return takeLease({
    cluster,
    clock: context.ports.clock,
    signal: context.signal,
    name: args.name,
    holder: holderOf(context),
    seconds: args.duration / 1000,
    watch: true,
    tell: (lease, left) => {
      const wait = formatDuration(Math.ceil(left / 1000) * 1000);
      context.progress({
        summary: `held by ${holderText(lease)}; waiting ${wait} to see whether that session is alive`,
      });
    },
    troubled: (message) => context.progress({ summary: `${message} Asking again.` }),
  });
}

/** What taking a lock came to, for the operator. */
export function judgeTaken(
  taken: Taken,
  args: AcquireArgs,
  context: Pick<RunContext, 'environment' | 'inventory' | 'values'>,
): CheckResult {
  const lock = lockText(args, context);
  switch (taken.taken) {
    case 'new':
    case 'free':
      return passed(lock, 'nobody held it');
    case 'kept':
      return passed(lock, `this session has held it since ${taken.lease.acquiredAt ?? 'before'}`);
    case 'over':
      return tookOver(lock, taken.from, taken.watched);
    case 'no':
      return refused(lock, taken.lease, args);
    case 'stopped':
      return {
        verdict: 'inconclusive',
        summary: `stopped before ${lock} could be taken`,
        evidence: [evidence(lock, 'inconclusive', 'stopped before it could be told', {})],
      };
  }
}

function passed(lock: string, observed: string): CheckResult {
  return { verdict: 'pass', summary: `holds ${lock}`, evidence: [evidence(lock, 'pass', observed, {})] };
}

function tookOver(lock: string, from: Lease, watched: number): CheckResult {
  const seconds = formatDuration(Math.floor(watched / 1000) * 1000);
  const observed = `taken over from ${holderText(from)}, which has not renewed it for ${seconds}`;
  const next = 'Look how far that session came: teei-runbook sessions show, on its machine';
  return {
    verdict: 'pass',
    summary: `holds ${lock}, ${observed}`,
    evidence: [evidence(lock, 'pass', observed, { ...times(from), next })],
  };
}

function refused(lock: string, lease: Lease, { duration }: AcquireArgs): CheckResult {
  const who = holderText(lease);
  const length = formatDuration(lease.seconds === undefined ? duration : lease.seconds * 1000);
  const next = `Talk to them: the lock is free when that session ends. If it has died, run this step again: after ${length} without a renewal the lock is taken over`;
  return {
    verdict: 'fail',
    summary: `${who} holds ${lock}, last renewed at ${lease.renewedAt ?? 'a time that is not told'}`,
    evidence: [evidence(lock, 'fail', `${who} holds it`, { ...times(lease), next })],
  };
}

function times(lease: Lease): Pick<Evidence, 'since' | 'details'> {
  const { acquiredAt, renewedAt, transitions } = lease;
  const known = [
    ...(acquiredAt === undefined ? [] : [`acquired ${acquiredAt}`]),
    ...(renewedAt === undefined ? [] : [`last renewed ${renewedAt}`]),
    changesText(transitions),
  ];
  return { ...(acquiredAt === undefined ? {} : { since: acquiredAt }), details: [known.join(', ')] };
}

function changesText(transitions: number): string {
  if (transitions === 0) return 'never changed hands';
  return transitions === 1 ? 'changed hands once' : `changed hands ${String(transitions)} times`;
}

function evidence(
  what: string,
  result: Evidence['result'],
  observed: string,
  more: Pick<Evidence, 'since' | 'details' | 'next'>,
): Evidence {
  return { check: 'lock.acquire', result, what, expected: 'held by this session alone', observed, ...more };
}
