import { isObject, type Json, type JsonObject, listAt, textAt } from '../../objects/json.ts';

/** The condition of a type in a list of conditions. */
export function conditionIn(conditions: readonly Json[], type: string): JsonObject | undefined {
  return conditions.find((one): one is JsonObject => isObject(one) && one['type'] === type);
}

/** The condition of a type in an object's status. */
export function conditionOf(object: Json, type: string): JsonObject | undefined {
  return conditionIn(listAt(object, 'status', 'conditions'), type);
}

export function isTrue(condition: JsonObject | undefined): boolean {
  return textAt(condition, 'status') === 'True';
}

export function withoutCondition(conditions: readonly Json[], type: string): readonly Json[] {
  return conditions.filter((one) => textAt(one, 'type') !== type);
}

/** The list with the condition in the place of the one of its type, or at its end. */
export function withCondition(conditions: readonly Json[], condition: JsonObject): readonly Json[] {
  const type = textAt(condition, 'type') ?? '';
  return [...withoutCondition(conditions, type), condition];
}

/** The object without what is undefined, zero or an empty list, as Go leaves out with `omitempty`. */
export function omitEmpty(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === undefined || value === 0 || (Array.isArray(value) && value.length === 0)
        ? []
        : [[key, value] as const],
    ),
  );
}
