import * as z from 'zod';
import type { ShapeProblem } from '../../runbook/step-shape.ts';
import { servicesOf } from '../../runbook/services.ts';
import type { PreviewContext } from '../context.ts';
import { refusedName } from '../../runbook/values/names.ts';
import { defineStep } from '../define-step.ts';

const field = z.strictObject({
  type: z
    .enum(['string', 'integer', 'number', 'boolean', 'enum', 'duration', 'version', 'url', 'secret'])
    .default('string'),
  label: z.string().optional(),
  values: z.array(z.string()).default([]),
  /** What an enum may be, as text with commas, such as `${affected}`. Empty: the services of platform.yaml. */
  choices: z.string().optional(),
  /** RE2; the whole value must match. */
  pattern: z.string().optional(),
  default: z.string().optional(),
});

const schema = z.strictObject({
  question: z.string(),
  /** Name of the value → what it may be. */
  asks: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name is a-z, 0-9 and -'), field),
});

/** Asks the operator for values, which later steps use. */
export const ask = defineStep({
  kind: 'ask',
  summary: 'Asks the operator for typed values that later steps use.',
  blocks: ['yaml'],
  schema,
  example: `# Ask

\`\`\`yaml step
kind: ask
id: size
question: How many replicas?
asks:
  replicas: { type: integer, default: "2" }
\`\`\`

<!-- step: { effect: read } -->
\`\`\`bash
echo "replicas: $REPLICAS"
\`\`\`
`,
  about: ({ question }) => question,
  effect: () => 'none',
  preview: ({ config }) => ({
    changes: [],
    verifies: [],
    facts: [
      { label: 'question', value: config.question },
      ...Object.entries(config.asks).map(([name, asked]) => ({ label: name, value: wanted(asked) })),
    ],
  }),
  prompt: ({ config }, context) => ({
    kind: 'answer',
    question: config.question,
    fields: Object.entries(config.asks).map(([name, asked]) => ({
      name,
      type: asked.type,
      label: asked.label ?? name,
      values: valuesOf(asked, context),
      ...(asked.pattern === undefined ? {} : { pattern: asked.pattern }),
      ...(asked.default === undefined ? {} : { default: asked.default }),
    })),
  }),
  check: ({ asks }) => Object.entries(asks).flatMap(([name, asked]) => fieldProblems(name, asked)),
  sets: ({ asks }) => Object.keys(asks),
});

/** What may be chosen: what is written, or what a value of the session lists. */
function valuesOf(
  { values, choices }: z.infer<typeof field>,
  { inventory, environment }: PreviewContext,
): readonly string[] {
  if (choices === undefined) return values;
  const listed = choices
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return listed.length > 0
    ? [...new Set(listed)]
    : servicesOf(inventory, environment).map(({ name }) => name);
}

/** What an answer is for, and what it may be. */
function wanted({ type, label, values, choices }: z.infer<typeof field>): string {
  const kind = values.length === 0 ? (choices ?? type) : values.join(', ');
  return label === undefined ? kind : `${label}: ${kind}`;
}

function fieldProblems(name: string, asked: z.infer<typeof field>): readonly ShapeProblem[] {
  const refused = refusedName(name);
  return [
    ...(refused === undefined ? [] : [{ path: ['asks', name], message: refused }]),
    ...(asked.choices !== undefined && (asked.type !== 'enum' || asked.values.length > 0)
      ? [{ path: ['asks', name, 'choices'], message: 'choices are for an enum without values' }]
      : []),
    ...(asked.type === 'enum' && asked.values.length === 0 && asked.choices === undefined
      ? [{ path: ['asks', name], message: 'an enum needs values', hint: 'values: [a, b]' }]
      : []),
  ];
}
