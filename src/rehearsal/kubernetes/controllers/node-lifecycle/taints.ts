import { flagAt, type Json, type JsonObject, listAt, numberAt, textAt } from '../../objects/json.ts';
import type { KubeObject } from '../../objects/kube-object.ts';
import { stamp } from '../../store/stamp.ts';
import { conditionOf } from '../support/conditions.ts';
import { tolerates } from '../scheduler/fit.ts';

const unreachable = 'node.kubernetes.io/unreachable';
const notReady = 'node.kubernetes.io/not-ready';

const cordoned = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' } as const;
const own: readonly string[] = [unreachable, notReady, cordoned.key];

/** True while the node's kubelet is at work. */
export function isNodeReady(node: KubeObject): boolean {
  return textAt(conditionOf(node, 'Ready'), 'status') === 'True';
}

/** The taints that a node is to have by its Ready condition, with those that others have set. */
export function taintsOf(node: KubeObject, now: number): readonly Json[] {
  const present = listAt(node, 'spec', 'taints');
  const foreign = present.filter((taint) => !own.includes(textAt(taint, 'key') ?? ''));
  const others = flagAt(node, 'spec', 'unschedulable') === true ? [...foreign, cordoned] : foreign;
  if (isNodeReady(node)) return others;
  const key = textAt(conditionOf(node, 'Ready'), 'status') === 'False' ? notReady : unreachable;
  const had = present.filter((taint) => textAt(taint, 'key') === key);
  if (had.length > 0) return [...others, ...had];
  const timeAdded = stamp(now);
  return [...others, { key, effect: 'NoSchedule', timeAdded }, { key, effect: 'NoExecute', timeAdded }];
}

/** Seconds for which a pod stays on a node with these taints; undefined: for ever. */
export function patienceOf(pod: KubeObject, taints: readonly Json[]): number | undefined {
  const evicting = taints.filter((taint) => textAt(taint, 'effect') === 'NoExecute');
  if (evicting.length === 0) return undefined;
  const tolerations = listAt(pod, 'spec', 'tolerations');
  const times = evicting.map((taint) => toleratedFor(tolerations, taint));
  const limited = times.filter((time) => time !== undefined);
  return limited.length === 0 ? undefined : Math.min(...limited);
}

/** Zero where a taint is not tolerated, undefined where it is tolerated for ever. */
function toleratedFor(tolerations: readonly Json[], taint: Json): number | undefined {
  const matching = tolerations.filter((toleration) => tolerates(toleration, taint));
  if (matching.length === 0) return 0;
  const seconds = matching.flatMap((toleration) => numberAt(toleration, 'tolerationSeconds') ?? []);
  return seconds.length === 0 ? undefined : Math.max(0, Math.min(...seconds));
}

/** What a pod's Ready condition becomes when its node is lost. */
export function unreadyCondition(condition: JsonObject, now: number): JsonObject {
  if (condition['status'] !== 'True') return condition;
  return { ...condition, status: 'False', lastTransitionTime: stamp(now) };
}
