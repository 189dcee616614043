import * as z from 'zod';
import type { YamlPath } from './read-mapping.ts';

/** The keys that a schema knows at a path, for suggestions. Empty: it takes any, or can't be looked into. */
export function keysAt(schema: unknown, path: YamlPath): readonly string[] {
  const targets = path.reduce<readonly unknown[]>(
    (schemas, key) => schemas.flatMap((candidate) => childrenOf(candidate, key)),
    [schema],
  );
  return [
    ...new Set(targets.flatMap((target) => objectsIn(target).flatMap(({ shape }) => Object.keys(shape)))),
  ];
}

function childrenOf(schema: unknown, key: string | number): readonly unknown[] {
  return alternatives(schema).flatMap((candidate) => {
    if (candidate instanceof z.ZodObject) {
      const child: unknown = candidate.shape[key];
      return child === undefined ? [] : [child];
    }
    if (candidate instanceof z.ZodArray) return [candidate.element];
    return candidate instanceof z.ZodRecord ? [candidate.valueType] : [];
  });
}

function objectsIn(schema: unknown): readonly z.ZodObject[] {
  return alternatives(schema).filter((candidate) => candidate instanceof z.ZodObject);
}

/** The schemas that a value may have to meet, with wrappers taken off. */
function alternatives(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return alternatives(schema.unwrap());
  }
  if (schema instanceof z.ZodLazy) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodPipe) return alternatives(schema.in);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}
