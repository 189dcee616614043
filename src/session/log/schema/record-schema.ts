import * as z from 'zod';
import { eventSchema, type SessionEvent } from '../../events.ts';
import { envelopeSchema } from '../../record.ts';
import { fieldTexts } from './field-texts.ts';
import { typeTexts } from './type-texts.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;
type Property = z.core.JSONSchema._JSONSchema;

/** A type of record with the JSON Schema of its `data`. */
export interface TypeSchema {
  readonly type: SessionEvent['type'];
  readonly description: string;
  readonly data: JsonSchema;
}

/** Every type of record, in the order in which they are declared. */
export function typeSchemas(): readonly TypeSchema[] {
  return eventSchema.options.map((option) => {
    const type = option.shape.type.value;
    const { type: _, ...properties } = schemaOf(option).properties ?? {};
    const required = Object.keys(properties).filter((name) => schemaOf(option).required?.includes(name));
    const data: JsonSchema = { type: 'object', properties, required, additionalProperties: false };
    return { type, description: typeTexts[type], data: described(data, `${type}:`, []) };
  });
}

/** The frame around every record, `data` left out. */
export function frameSchema(): JsonSchema {
  return described(schemaOf(envelopeSchema), 'frame:', []);
}

/** JSON Schema (draft 2020-12) of one line of a session's log: the frame, and of each type its own fields. */
export function recordSchema(): JsonSchema {
  const { properties, required = [], ...frame } = frameSchema();
  const types = typeSchemas();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'One line of a session’s log',
    description: 'The frame; `data` holds the fields of that `type`.',
    ...frame,
    properties: { ...properties, data: { type: 'object', description: 'The fields of the type.' } },
    required: [...required, 'data'],
    oneOf: types.map(({ type, description }) => ({
      description,
      type: 'object',
      required: ['type', 'data'],
      properties: { type: { const: type }, data: { $ref: `#/$defs/${type}` } },
    })),
    $defs: Object.fromEntries(types.map(({ type, description, data }) => [type, { description, ...data }])),
  };
}

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return json;
}

/** The schema with the meaning of every field in it, at every depth. */
function described(schema: JsonSchema, type: string, path: readonly string[]): JsonSchema {
  const { properties, items, oneOf } = schema;
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: describedFields(properties, type, path) }),
    ...(isSchema(items) ? { items: described(items, type, path) } : {}),
    ...(oneOf === undefined
      ? {}
      : { oneOf: oneOf.map((one) => (isSchema(one) ? described(one, type, path) : one)) }),
  };
}

function describedFields(
  properties: Readonly<Record<string, Property>>,
  type: string,
  path: readonly string[],
): Record<string, Property> {
  const fields = Object.entries(properties).map(([name, field]) => {
    const here = [...path, name];
    const description = textOf(type, here);
    const told = description === undefined ? {} : { description };
    return [name, isSchema(field) ? { ...told, ...described(field, type, here) } : field] as const;
  });
  return Object.fromEntries(fields);
}

/** The keys under which the meaning of a field is looked for, the closest first. */
export function textKeys(type: string, path: readonly string[]): readonly string[] {
  const own = `${type}${path.join('.')}`;
  return path.length > 1 ? [own, path.slice(-2).join('.')] : [own, path.join('.')];
}

function textOf(type: string, path: readonly string[]): string | undefined {
  return textKeys(type, path)
    .map((key) => fieldTexts[key])
    .find((text) => text !== undefined);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
