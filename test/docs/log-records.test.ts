import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { fieldTexts } from '../../src/session/log/schema/field-texts.ts';
import { frameSchema, textKeys, typeSchemas } from '../../src/session/log/schema/record-schema.ts';
import { expectGolden } from '../fixtures/golden.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;
type Property = z.core.JSONSchema._JSONSchema;

interface Field {
  readonly path: readonly string[];
  readonly required: boolean;
  readonly schema: JsonSchema;
}

describe('the page of the log’s records', () => {
  it('is what docs/log-records.md says', () => {
    expectGolden(new URL('../../docs/log-records.md', import.meta.url), page());
  });

  it('has a meaning for every field, and none for a field that there is not', () => {
    const parts = [
      { type: 'frame', schema: frameSchema() },
      ...typeSchemas().map(({ type, data }) => ({ type, schema: data })),
    ];
    const all = parts.flatMap(({ type, schema }) =>
      fieldsOf(schema, []).map((field) => ({ type, ...field })),
    );
    const bare = all.filter(({ schema }) => schema.description === undefined);
    expect(bare.map(({ type, path }) => `${type}:${path.join('.')}`)).toEqual([]);
    const keys = new Set(all.flatMap(({ type, path }) => textKeys(`${type}:`, path)));
    expect(Object.keys(fieldTexts).filter((key) => !keys.has(key))).toEqual([]);
  });
});

function page(): string {
  return [
    '# The records of the session log',
    '',
    'Every type of record, field by field. The folder, the signatures and what they prove are in',
    '[the session log](log.md). The same as JSON Schema: `teei-runbook schema --events`.',
    '',
    'A new version of this program adds types and optional fields; it takes none away and changes none, so it',
    'reads what every older one has written. An older one refuses a record that it does not know.',
    '',
    '## The frame',
    '',
    'The keys of every line. The fields of its type are under `data`.',
    '',
    ...table(frameSchema()),
    ...typeSchemas().flatMap(({ type, description, data }) => [
      `## ${type}`,
      '',
      description,
      '',
      ...table(data),
    ]),
  ].join('\n');
}

function table(schema: JsonSchema): readonly string[] {
  const rows = fieldsOf(schema, []).map(
    ({ path, required, schema: field }) =>
      `| \`${path.join('.')}\` | ${typeText(field)}${required ? '' : ', optional'} | ${field.description ?? ''} |`,
  );
  return rows.length === 0 ? [] : ['| Field | Value | Meaning |', '| --- | --- | --- |', ...rows, ''];
}

function fieldsOf(schema: JsonSchema, path: readonly string[]): readonly Field[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]): readonly Field[] => {
    if (!isSchema(property)) return [];
    const here = [...path, name];
    const field = { path: here, required: schema.required?.includes(name) === true, schema: property };
    return [field, ...fieldsOf(property, here)];
  });
  const { items, oneOf = [] } = schema;
  const inside = [items, ...oneOf].flatMap((part) => (isSchema(part) ? fieldsOf(part, path) : []));
  const names = new Map([...own, ...inside].map((field) => [field.path.join('.'), field]));
  return [...names.values()];
}

function isSchema(property: unknown): property is JsonSchema {
  return typeof property === 'object' && property !== null && !Array.isArray(property);
}

function typeText(field: JsonSchema): string {
  const { enum: choices, const: only, items, additionalProperties, oneOf } = field;
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (oneOf !== undefined) return 'object';
  if (field.type === 'array') return `list of ${itemText(items)}`;
  if (field.type === 'object' && isSchema(additionalProperties)) return 'object of values by name';
  return [field.type ?? 'any value'].flat().join(' or ');
}

function itemText(items: Property | readonly Property[] | undefined): string {
  return isSchema(items) && items.type !== undefined ? `${[items.type].flat().join(' or ')}s` : 'values';
}
