import { describe, it } from 'vitest';
import * as z from 'zod';
import type { StepKind } from '../../src/steps/define-step.ts';
import { stepKinds } from '../../src/steps/registry.ts';
import { expectGolden } from '../fixtures/golden.ts';

const blocks = { item: 'a checklist item', shell: 'a shell fence', yaml: 'a fence of `yaml step`' } as const;

describe('the page of step kinds', () => {
  it('is what docs/steps.md says', () => {
    expectGolden(new URL('../../docs/steps.md', import.meta.url), page());
  });
});

function page(): string {
  return [
    '# Step kinds',
    '',
    'Every kind of step, with the keys of its own. The keys that every step may carry are in',
    '[the runbook format](format.md); what `check` and `action` can name is in [checks and actions](checks.md).',
    '',
    ...[...stepKinds.values()].flatMap(section),
  ].join('\n');
}

function section(kind: StepKind): readonly string[] {
  return [
    `## ${kind.kind}`,
    '',
    kind.summary,
    '',
    `It is ${kind.blocks.map((block) => blocks[block]).join(', or ')}.`,
    '',
    ...keys(kind),
    '````markdown',
    kind.example.trimEnd(),
    '````',
    '',
  ];
}

function keys({ schema }: StepKind): readonly string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const rows = Object.entries(properties).map(([name, property]) => {
    const standard = typeof property === 'object' ? property.default : undefined;
    const without = required.includes(name) ? 'must be there' : standardText(standard);
    return `| \`${name}\` | ${typeText(property)} | ${without} |`;
  });
  return rows.length === 0 ? [] : ['| Key | Value | Without it |', '| --- | --- | --- |', ...rows, ''];
}

function standardText(standard: unknown): string {
  return standard === undefined ? 'none' : `\`${JSON.stringify(standard)}\``;
}

type Property = z.core.JSONSchema._JSONSchema;

/** What a key takes, in a few words; the example shows the rest. */
function typeText(property: Property): string {
  if (typeof property !== 'object') return 'any value';
  if (property.enum !== undefined) return property.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (property.anyOf !== undefined) return property.anyOf.map(typeText).join(', or ');
  if (property.type === 'array')
    return `a list${Array.isArray(property.items) ? '' : itemText(property.items)}`;
  if (property.type === 'object') return 'a mapping';
  return typeof property.type === 'string' ? (words[property.type] ?? property.type) : 'a value';
}

function itemText(items: Property | undefined): string {
  return items === undefined ? '' : ` of ${typeText(items).replace(/^an? /, '')}s`;
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
};
