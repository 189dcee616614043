/**
 * Maps a list with no more than `together` of the calls under way at a time. The results are in its order; the first
 * fault rejects.
 */
export async function several<T, R>(
  list: readonly T[],
  ask: (one: T) => Promise<R>,
  together = 6,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = list.entries();
  const lane = async (): Promise<void> => {
    for (const [index, one] of waiting) results[index] = await ask(one);
  };
  await Promise.all(Array.from({ length: Math.min(together, list.length) }, lane));
  return results;
}
