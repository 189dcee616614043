import type { Scenario } from '../../rehearsal/scenario/model.ts';

/**
 * What the operator is told before a rehearsal begins. `entrance`: the file that another terminal enters it by;
 * `deployed`: the version that is out already.
 */
export function briefingOf(
  { title, about, parameters }: Scenario,
  pace: number,
  entrance: string,
  deployed?: string,
): { readonly title: string; readonly lines: readonly string[] } {
  const given = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return {
    title: `REHEARSAL: ${title}`,
    lines: [
      ...(deployed === undefined
        ? about.trim().split('\n')
        : [
            `Version ${deployed} was rolled out a few minutes ago, and you are called. Beforehand it was said:`,
            ...about.trim().split('\n'),
          ]),
      '',
      'Nothing real is touched: the cluster, git and the tools of this session are on this machine alone.',
      'To look around in another terminal, or to commit there:',
      `  . ${entrance}`,
      pace === 1
        ? 'Time runs as fast as the clock.'
        : `Time runs ${String(pace)} times as fast as the clock.`,
      ...(given.length === 0 ? [] : [`Given: ${given.join(', ')}.`]),
    ],
  };
}
