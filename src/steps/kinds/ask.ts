import * as z from 'zod';
import type { ShapeProblem } from '../../runbook/step-shape.ts';
import { refusedName } from '../../runbook/values/names.ts';
import { defineStep } from '../define-step.ts';

const field = z.strictObject({
  type: z
    .enum(['string', 'integer', 'number', 'boolean', 'enum', 'duration', 'version', 'url', 'secret'])
    .default('string'),
  label: z.string().optional(),
  values: z.array(z.string()).default([]),
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
  prompt: ({ config }) => ({
    kind: 'answer',
    question: config.question,
    fields: Object.entries(config.asks).map(([name, asked]) => ({
      name,
      type: asked.type,
      label: asked.label ?? name,
      values: asked.values,
      ...(asked.pattern === undefined ? {} : { pattern: asked.pattern }),
      ...(asked.default === undefined ? {} : { default: asked.default }),
    })),
  }),
  check: ({ asks }) => Object.entries(asks).flatMap(([name, asked]) => fieldProblems(name, asked)),
  sets: ({ asks }) => Object.keys(asks),
});

/** What an answer is for, and what it may be. */
function wanted({ type, label, values }: z.infer<typeof field>): string {
  const kind = values.length === 0 ? type : values.join(', ');
  return label === undefined ? kind : `${label}: ${kind}`;
}

function fieldProblems(name: string, asked: z.infer<typeof field>): readonly ShapeProblem[] {
  const refused = refusedName(name);
  return [
    ...(refused === undefined ? [] : [{ path: ['asks', name], message: refused }]),
    ...(asked.type === 'enum' && asked.values.length === 0
      ? [{ path: ['asks', name], message: 'an enum needs values', hint: 'values: [a, b]' }]
      : []),
  ];
}
