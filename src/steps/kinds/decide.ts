import * as z from 'zod';
import { evaluateCondition } from '../../runbook/conditions/evaluate.ts';
import { conditionSchema } from '../../runbook/conditions/schema.ts';
import type { Values } from '../../runbook/condition.ts';
import { type Chosen, defineStep } from '../define-step.ts';
import type { Choice } from '../prompt.ts';

const branch = z.strictObject({
  value: z.string(),
  label: z.string().optional(),
  when: conditionSchema.optional(),
  /** A later step of the same file; the ones between are skipped. */
  goto: z.string().optional(),
});

const schema = z.strictObject({
  question: z.string(),
  /** Name of the value that holds the choice; absent: the step's id. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .optional(),
  choices: z.array(branch).min(1),
});

type Config = z.infer<typeof schema>;

/** A fork: by conditions where they can tell, by a person where they can't. */
export const decide = defineStep({
  kind: 'decide',
  summary: 'Chooses a way by conditions over known values; asks a person where they can’t tell.',
  blocks: ['yaml'],
  schema,
  example: `# Decide

\`\`\`yaml step
kind: decide
id: way
question: Which way?
choices:
  - { value: short, label: The short way, goto: end }
  - { value: long, label: The long way }
\`\`\`

- [ ] Walked the long way
- [ ] Arrived
      <!-- step: { id: end } -->
`,
  about: ({ question }) => question,
  effect: () => 'none',
  preview: ({ config }) => ({
    changes: [],
    verifies: [],
    facts: [
      { label: 'question', value: config.question },
      ...toChoices(config).map(({ value, label }) => ({ label: value, value: label })),
    ],
  }),
  prompt: ({ step, config }) => ({
    kind: 'choose',
    question: config.question,
    name: valueName(config, step.id),
    choices: toChoices(config),
  }),
  choose: ({ config }, values) => choose(config, values),
  steps: ({ choices }) => choices.flatMap(({ goto }) => (goto === undefined ? [] : [goto])),
  sets: (config, id) => [valueName(config, id)],
});

function valueName(config: Config, id: string): string {
  return config.name ?? id;
}

function toChoices({ choices }: Config): readonly Choice[] {
  return choices.map(({ value, label, goto }) => ({
    value,
    label: label ?? value,
    ...(goto === undefined ? {} : { goto }),
  }));
}

/** The first choice whose condition holds. One that can't be told yet hands the whole question to a person. */
function choose(config: Config, values: Values): Chosen {
  const inputs: Record<string, Values[string]> = {};
  for (const [index, { when }] of config.choices.entries()) {
    if (when === undefined) continue;
    const result = evaluateCondition(when, values);
    if (result.holds === 'missing') return { by: 'person' };
    Object.assign(inputs, result.inputs);
    const choice = toChoices(config)[index];
    if (result.holds && choice !== undefined) return { by: 'condition', choice, inputs };
  }
  return { by: 'person' };
}
