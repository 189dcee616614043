/** Samples that are kept: as many as a line of bars shows. */
const most = 40;

/**
 * Keeps the last samples of a measure, one for each stretch of `every` milliseconds; within one, the last
 * counts. What it gives takes a value and the milliseconds since the start, and answers with all that are kept.
 */
export function recentSamples(every: number): (value: number, elapsed: number) => readonly number[] {
  let values: readonly number[] = [];
  let stretch = -1;
  return (value, elapsed) => {
    const now = Math.floor(elapsed / every);
    values = [...(now === stretch ? values.slice(0, -1) : values), value].slice(-most);
    stretch = now;
    return values;
  };
}
