import type { Json } from '../objects/json.ts';

/**
 * The items of a merged list in the order of strategic merge patches: those that the patch names in its order, among
 * them those that only the server has in theirs (strategicpatch, normalizeElementOrder).
 */
export function inListOrder(
  items: readonly Json[],
  patchOrder: readonly Json[],
  serverOrder: readonly Json[],
  keyOf: (item: Json) => string,
): readonly Json[] {
  const byPatch = places(patchOrder, keyOf);
  const byServer = places(serverOrder, keyOf);
  const placed = (order: ReadonlyMap<string, number>, item: Json): number => order.get(keyOf(item)) ?? -1;
  const named = items
    .filter((item) => byPatch.has(keyOf(item)))
    .toSorted((a, b) => placed(byPatch, a) - placed(byPatch, b));
  const others = items
    .filter((item) => !byPatch.has(keyOf(item)))
    .toSorted((a, b) => placed(byServer, a) - placed(byServer, b));
  return interleaved(others, named, (item) => byServer.get(keyOf(item)));
}

function places(order: readonly Json[], keyOf: (item: Json) => string): ReadonlyMap<string, number> {
  return new Map(order.map((item, index) => [keyOf(item), index]));
}

/** Takes an item of `left` first only where both stood in the server's list, and it stood in front. */
function interleaved(
  left: readonly Json[],
  right: readonly Json[],
  placeOf: (item: Json) => number | undefined,
): readonly Json[] {
  const [first, ...moreLeft] = left;
  const [second, ...moreRight] = right;
  if (first === undefined || second === undefined) return [...left, ...right];
  const [a, b] = [placeOf(first), placeOf(second)];
  return a !== undefined && b !== undefined && a < b
    ? [first, ...interleaved(moreLeft, right, placeOf)]
    : [second, ...interleaved(left, moreRight, placeOf)];
}
