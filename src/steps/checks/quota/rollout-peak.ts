import { sameTemplate } from '../../manifest/compare.ts';
import { field, number, text } from '../../manifest/json.ts';
import { type Amount, differenceOf, greaterOf, noAmount, sumOf, timesOf } from '../../manifest/quantity.ts';
import type { Manifest } from '../../ports/cluster.ts';
import { type Defaults, podUsage, type Usage } from './pod-usage.ts';

/** A workload before and after the release, both as the server has them, its defaults filled in. */
export interface Change {
  /** `Deployment prod-teei-analytics`. */
  readonly workload: string;
  /** Undefined: the release brings it. */
  readonly before: Manifest | undefined;
  readonly after: Manifest;
  /** Waves roll out one after another, lowest first; 0: what belongs to no service. */
  readonly wave: number;
}

/** What a release needs at its height beyond what is used before it. */
export interface Peak {
  readonly change: Change;
  /** Pods beyond those that are there: the surge of a rolling update, or more replicas. */
  readonly pods: number;
  readonly usage: Usage;
  /** What it needs more when it is over; negative where it needs less. */
  readonly after: { readonly pods: number; readonly usage: Usage };
  /** Its pods are replaced, so that there is one more ReplicaSet. */
  readonly replaced: boolean;
}

/**
 * The height of a rollout. With R pods wanted, at most R + surge are there at a time, old and new; what that takes is
 * the most where as many as may be are of the kind that takes more.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge
 */
export function peakOf(change: Change, defaults: Defaults): Peak {
  const { before, after } = change;
  const [had, wanted] = [before === undefined ? 0 : replicasOf(before), replicasOf(after)];
  const replaced = before === undefined || !sameTemplate(before, after);
  const surge = before === undefined || !replaced ? 0 : surgeOf(after, wanted);
  const old = before === undefined ? new Map<string, Amount>() : usageOf(before, defaults);
  const fresh = usageOf(after, defaults);
  const most = { old: Math.min(had, surge), fresh: Math.max(0, Math.min(wanted, wanted + surge - had)) };
  const names = new Set([...old.keys(), ...fresh.keys()]);
  const each = (amountFor: (one: Amount, other: Amount) => Amount): Usage =>
    new Map(
      [...names].map((name) => [name, amountFor(old.get(name) ?? noAmount, fresh.get(name) ?? noAmount)]),
    );
  const usage = each((one, other) => {
    const atEnd = sumOf(timesOf(other, wanted), timesOf(one, most.old));
    const atStart = sumOf(timesOf(one, had), timesOf(other, most.fresh));
    return greaterOf(differenceOf(greaterOf(atEnd, atStart), timesOf(one, had)), noAmount);
  });
  const over = each((one, other) => differenceOf(timesOf(other, wanted), timesOf(one, had)));
  const pods = Math.max(0, wanted + surge - had);
  return { change, pods, usage, after: { pods: wanted - had, usage: over }, replaced };
}

/** The spec of the pods that it makes. */
export function podSpecOf(workload: Manifest): unknown {
  return field(workload, 'spec', 'template', 'spec');
}

function usageOf(workload: Manifest, defaults: Defaults): Usage {
  return podUsage(podSpecOf(workload), defaults);
}

function replicasOf(workload: Manifest): number {
  return number(field(workload, 'spec', 'replicas')) ?? 1;
}

/** Pods that may be there beyond the wanted ones; a share is rounded up. Only a rolling update of a Deployment has any. */
function surgeOf(workload: Manifest, wanted: number): number {
  if (field(workload, 'kind') !== 'Deployment') return 0;
  if (field(workload, 'spec', 'strategy', 'type') === 'Recreate') return 0;
  const most = field(workload, 'spec', 'strategy', 'rollingUpdate', 'maxSurge') ?? '25%';
  if (typeof most === 'number') return most;
  const percent = /^(\d+)%$/.exec(text(most) ?? '')?.[1] ?? '25';
  return Math.ceil((Number(percent) * wanted) / 100);
}
