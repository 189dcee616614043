import { listAt, textAt } from '../objects/json.ts';
import { ageColumn, nameColumn, shown, wide } from './column.ts';
import { ageOf } from './duration.ts';
import { type PodSummary, summaryOf } from './pod-summary.ts';
import type { KubeObject } from '../objects/kube-object.ts';

export const podColumns = [
  nameColumn,
  shown('Ready', (pod) => {
    const { ready, total } = summaryOf(pod);
    return `${String(ready)}/${String(total)}`;
  }),
  shown('Status', (pod) => summaryOf(pod).reason),
  shown('Restarts', (pod, now) => restartsText(summaryOf(pod), now)),
  ageColumn,
  wide(
    'IP',
    (pod) => textAt(listAt(pod, 'status', 'podIPs')[0], 'ip') ?? textAt(pod, 'status', 'podIP') ?? none,
  ),
  wide('Node', (pod) => textAt(pod, 'spec', 'nodeName') ?? none),
  wide('Nominated Node', (pod) => textAt(pod, 'status', 'nominatedNodeName') ?? none),
  wide('Readiness Gates', gatesText),
] as const;

const none = '<none>';

function restartsText({ restarts, lastRestart }: PodSummary, now: number): string {
  if (restarts === 0 || lastRestart === undefined) return String(restarts);
  return `${String(restarts)} (${ageOf(lastRestart, now)} ago)`;
}

function gatesText(pod: KubeObject): string {
  const gates = listAt(pod, 'spec', 'readinessGates');
  if (gates.length === 0) return none;
  const open = gates.filter((gate) =>
    listAt(pod, 'status', 'conditions').some(
      (condition) =>
        textAt(condition, 'type') === textAt(gate, 'conditionType') && textAt(condition, 'status') === 'True',
    ),
  );
  return `${String(open.length)}/${String(gates.length)}`;
}
