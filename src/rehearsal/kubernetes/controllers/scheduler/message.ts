import type { Obstacle } from './fit.ts';

/**
 * Why no node takes a pod, as the scheduler of 1.32 says it: each reason with the number of nodes that it holds for,
 * and what preemption could do. `claim`: a missing volume keeps it from every node.
 */
export function unschedulableMessage(
  nodes: readonly (readonly Obstacle[])[],
  claim: string | undefined,
): string {
  if (nodes.length === 0) return 'no nodes available to schedule pods';
  const none = `0/${String(nodes.length)} nodes are available`;
  const unhelpful = 'Preemption is not helpful for scheduling.';
  if (claim !== undefined)
    return `${none}: ${claim}. preemption: ${none}: ${String(nodes.length)} ${unhelpful}`;
  const reasons = counted(nodes.flatMap((obstacles) => obstacles.map(({ text }) => text)));
  const victims = nodes.map((obstacles) =>
    obstacles.every(({ preemptible }) => preemptible)
      ? 'No preemption victims found for incoming pod'
      : 'Preemption is not helpful for scheduling',
  );
  return `${none}: ${reasons.join(', ')}. preemption: ${none}: ${counted(victims).join(', ')}.`;
}

function counted(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => `${String(count)} ${text}`).toSorted();
}
