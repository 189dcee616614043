import type { Scenario } from '../../rehearsal/scenario/model.ts';

/** What the operator is told before a rehearsal begins. `entrance`: the file that another terminal enters it by. */
export function briefingOf(
  { title, about, parameters }: Scenario,
  pace: number,
  entrance: string,
): { readonly title: string; readonly lines: readonly string[] } {
  const given = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return {
    title: `REHEARSAL: ${title}`,
    lines: [
      ...about.trim().split('\n'),
      '',
      'Nothing real is touched: the cluster, git and the tools of this session are on this machine alone.',
      `To look around in another terminal, or to commit there: . ${entrance}`,
      pace === 1
        ? 'Time runs as fast as the clock.'
        : `Time runs ${String(pace)} times as fast as the clock.`,
      ...(given.length === 0 ? [] : [`Given: ${given.join(', ')}.`]),
    ],
  };
}
