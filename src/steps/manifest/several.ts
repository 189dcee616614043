/** Questions that are asked of a server at the same time. */
const together = 6;

/** Maps a list with a few of the calls under way at a time. The results are in its order; the first fault rejects. */
export async function several<T, R>(list: readonly T[], ask: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < list.length; at += together) {
    results.push(...(await Promise.all(list.slice(at, at + together).map(ask))));
  }
  return results;
}
