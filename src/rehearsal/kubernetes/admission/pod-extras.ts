import { type JsonObject, type Json, listAt, objectAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';

const priorities: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** The priority of a pod by its class; undefined: there is no such class. */
export function withPriority(pod: KubeObject): KubeObject | undefined {
  const name = textAt(pod, 'spec', 'priorityClassName') ?? '';
  const priority = name === '' ? 0 : priorities[name];
  if (priority === undefined) return undefined;
  return {
    ...pod,
    spec: { preemptionPolicy: 'PreemptLowerPriority', ...objectAt(pod, 'spec'), priority },
  };
}

/** Five minutes. */
const patience = 300;
const troubles = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;

/** A pod that stays for five minutes on a node that is in trouble, unless it says otherwise (DefaultTolerationSeconds). */
export function withTolerations(pod: KubeObject): KubeObject {
  const given = listAt(pod, 'spec', 'tolerations');
  const missing = troubles.filter((key) => !given.some((one) => tolerates(one, key)));
  if (missing.length === 0) return pod;
  const added = missing.map(
    (key): JsonObject => ({
      effect: 'NoExecute',
      key,
      operator: 'Exists',
      tolerationSeconds: patience,
    }),
  );
  return { ...pod, spec: { ...objectAt(pod, 'spec'), tolerations: [...given, ...added] } };
}

function tolerates(toleration: Json, key: string): boolean {
  const own = textAt(toleration, 'key') ?? '';
  const effect = textAt(toleration, 'effect') ?? '';
  return (own === '' || own === key) && (effect === '' || effect === 'NoExecute');
}
