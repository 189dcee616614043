import { keyElement } from '../../fields/elements.ts';
import { fieldShape, type Shape } from '../../fields/shapes/shape.ts';
import { isList, isObject, type Json, type JsonObject } from '../../objects/json.ts';

/**
 * What is there with what was applied put over it. Objects are merged field by field and lists with keys item by item;
 * all else that was applied replaces. A field that was applied as null goes.
 */
export function mergedConfig(shape: Shape | undefined, live: JsonObject, config: JsonObject): JsonObject {
  const applied = Object.entries(config).flatMap(([field, value]): [string, Json][] => {
    if (value === null) return [];
    const present = Object.hasOwn(live, field) ? live[field] : undefined;
    return [[field, mergedValue(fieldShape(shape, field), present, value)]];
  });
  const kept = Object.entries(live).filter(([field]) => config[field] !== null);
  return Object.fromEntries([...kept, ...applied]);
}

function mergedValue(shape: Shape | undefined, live: Json | undefined, config: Json): Json {
  if (isObject(config)) {
    const present = shape?.kind !== 'atomic' && isObject(live) ? live : {};
    return mergedConfig(shape?.kind === 'atomic' ? undefined : shape, present, config);
  }
  if (!isList(config)) return config;
  const present = isList(live) ? live : [];
  switch (shape?.kind) {
    case 'set':
      return mergedItems(present, config, (item) => JSON.stringify(item), undefined);
    case 'list':
      if (shape.mergedBy === 'strategic') return config;
      return mergedItems(
        present,
        config,
        (item) => keyElement(shape, item) ?? JSON.stringify(item),
        shape.item,
      );
    default:
      return config;
  }
}

/**
 * Items by key: those that only the server has stay where they are among the others, which come in the order in which
 * they were applied (structured-merge-diff, typed/merge.go).
 */
function mergedItems(
  live: readonly Json[],
  config: readonly Json[],
  keyOf: (item: Json) => string,
  shape: Shape | undefined,
): readonly Json[] {
  const present = new Map(live.map((item) => [keyOf(item), item]));
  const wanted = new Set(config.map(keyOf));
  const shared = config.map(keyOf).filter((key) => present.has(key));
  const rest = [...live];
  const merged = config.flatMap((item) => {
    const key = keyOf(item);
    const before = serverOnlyBefore(rest, keyOf, wanted, shared.includes(key) ? key : undefined);
    return [...before, mergedValue(shape, present.get(key), item)];
  });
  return [...merged, ...rest.filter((item) => !wanted.has(keyOf(item)))];
}

/** Takes from `rest` what only the server has in front of the item with the key, and that item. */
function serverOnlyBefore(
  rest: Json[],
  keyOf: (item: Json) => string,
  wanted: ReadonlySet<string>,
  key: string | undefined,
): readonly Json[] {
  const taken: Json[] = [];
  for (let item = rest[0]; item !== undefined; item = rest[0]) {
    const own = keyOf(item);
    if (wanted.has(own) && own !== key) {
      if (key === undefined) return taken;
      rest.shift();
      continue;
    }
    rest.shift();
    if (own === key) return taken;
    taken.push(item);
  }
  return taken;
}
