import { clusterError } from '../../checks/watch-until.ts';
import type { HoldContext } from '../../context.ts';
import type { HoldDefinition, HoldFinding, HoldRelease } from '../../hold.ts';
import { type Cluster, ClusterError } from '../../ports/cluster.ts';
import { by, freeLease, holderText, isOwn, type Lease, leaseKind, readLease, renewedLease } from './lease.ts';
import { type AcquireArgs, holderOf, type LockArgs, lockKey, lockText } from './lock-args.ts';
import { takeLease } from './take-lease.ts';

/** Part of a Lease's length after which it is renewed: who waits for it is told soon that its holder lives. */
const share = 12;

/** How a lock is kept by the session that took it. */
export const leaseHold: HoldDefinition<AcquireArgs> = {
  key: lockKey,
  what: lockText,
  renewEvery: ({ duration }) => Math.max(1000, duration / share),
  renew: (args, context) => finding(() => renew(args, context)),
  retake: (args, context) => finding(() => retake(args, context)),
  release: releaseLease,
};

async function finding(work: () => Promise<HoldFinding>): Promise<HoldFinding> {
  try {
    return await work();
  } catch (thrown) {
    const { reason, message } = clusterError(thrown);
    // Whoever was quicker is seen at the next look.
    return { found: 'unknown', observed: reason === 'conflict' ? 'it has just been changed' : message };
  }
}

async function renew(args: AcquireArgs, context: HoldContext): Promise<HoldFinding> {
  const cluster = clusterOf(context);
  const lease = await lookAt(args, cluster);
  if (lease === undefined) return lost(`its Lease ${args.name} is gone: somebody has deleted it`);
  if (!isOwn(lease, holderOf(context))) return lost(othersText(lease));
  const { clock } = context.ports;
  await cluster.replace(renewedLease(lease, holderOf(context), args.duration / 1000, clock.now()), by);
  return { found: 'held', observed: `it is held by ${holderText(lease)}, which is this session` };
}

async function retake(args: AcquireArgs, context: HoldContext): Promise<HoldFinding> {
  const taken = await takeLease({
    cluster: clusterOf(context),
    clock: context.ports.clock,
    signal: context.signal,
    name: args.name,
    holder: holderOf(context),
    seconds: args.duration / 1000,
    watch: false,
    tell: () => undefined,
    troubled: () => undefined,
  });
  switch (taken.taken) {
    case 'new':
    case 'free':
    case 'over':
      return {
        found: 'held',
        observed: 'nobody held it, and it was taken again; look what was done meanwhile',
      };
    case 'kept':
      return { found: 'held', observed: 'it is this session’s own' };
    case 'no':
      return lost(othersText(taken.lease));
    case 'stopped':
      return { found: 'unknown', observed: 'the session is being left' };
  }
}

/** Gives a Lease free if it is this session's; a Lease of others is left alone. Does not reject. */
export async function releaseLease(args: LockArgs, context: HoldContext): Promise<HoldRelease> {
  try {
    return await giveFree(args, context, clusterOf(context));
  } catch (thrown) {
    const { message } = clusterError(thrown);
    const namespace = context.environment.namespace;
    return {
      result: 'failed',
      observed: message,
      next: `It expires by itself. To free it at once: kubectl patch lease ${args.name} -n ${namespace} --type=merge -p '{"spec":{"holderIdentity":""}}'`,
    };
  }
}

async function giveFree(args: LockArgs, context: HoldContext, cluster: Cluster): Promise<HoldRelease> {
  for (;;) {
    const lease = await lookAt(args, cluster);
    if (lease === undefined)
      return { result: 'not-held', observed: `there is no Lease ${args.name} any more` };
    if (!isOwn(lease, holderOf(context))) return { result: 'not-held', observed: othersText(lease) };
    try {
      await cluster.replace(freeLease(lease, context.ports.clock.now()), by);
      return { result: 'released', observed: 'nobody holds it now' };
    } catch (thrown) {
      // A renewal of our own that came late: look again.
      if (clusterError(thrown).reason !== 'conflict') throw thrown;
    }
  }
}

async function lookAt({ name }: LockArgs, cluster: Cluster): Promise<Lease | undefined> {
  const manifest = await cluster.get(leaseKind, name);
  return manifest === undefined ? undefined : readLease(manifest);
}

function othersText(lease: Lease): string {
  if (lease.holder === '') return 'nobody holds it: somebody has given it free';
  return `${holderText(lease)} holds it since ${lease.acquiredAt ?? 'a time that is not told'}`;
}

function lost(observed: string): HoldFinding {
  const next =
    'Find out who holds it and what they do; then run the step again, which takes the lock if it is free';
  return { found: 'lost', observed, next };
}

function clusterOf({ ports: { cluster } }: HoldContext): Cluster {
  if (cluster === undefined)
    throw new ClusterError('unreachable', 'This session has no connection to the cluster.');
  return cluster;
}
