import * as z from 'zod';
import { defineStep } from '../define-step.ts';

const schema = z.strictObject({
  question: z.string().optional(),
  /** Roles of platform.yaml; holding one of them is enough for one person. */
  role: z.union([z.string(), z.array(z.string()).min(1)]),
  /** How many different people. Default: 1, or as many as there are roles with `each-role`. */
  count: z.int().min(1).max(10).optional(),
  /** Each of the roles must be held by another one of them: two people who hold the same do not suffice. */
  'each-role': z.boolean().default(false),
  reason: z.enum(['required', 'optional']).default('optional'),
  /** Files whose bytes are bound into the approval, below the session's folder or absolute. */
  shows: z.array(z.string()).default([]),
});

type Config = z.infer<typeof schema>;

/** Somebody else approves: never the person who operates the session. */
export const approval = defineStep({
  kind: 'approval',
  summary: 'Another person approves, with a signature over what was shown.',
  blocks: ['yaml'],
  schema,
  example: `# Approval

\`\`\`yaml step
kind: approval
id: go
role: release-manager
question: May this be deployed?
\`\`\`
`,
  about: (config) => config.question,
  effect: () => 'none',
  preview: ({ step, config }) => ({
    changes: [],
    verifies: [],
    facts: [
      { label: 'question', value: question(step.title, config) },
      { label: 'role', value: roles(config).join(config['each-role'] ? ' and ' : ' or ') },
      { label: 'people', value: String(people(config)) },
      ...config.shows.map((value) => ({ label: 'shows', value })),
    ],
  }),
  check: (config) =>
    config['each-role'] && people(config) < roles(config).length
      ? [{ path: ['count'], message: 'fewer people than there are roles: each-role could never be met' }]
      : [],
  prompt: ({ step, config }) => ({
    kind: 'approve',
    question: question(step.title, config),
    roles: roles(config),
    count: people(config),
    eachRole: config['each-role'],
    reason: config.reason,
    shows: config.shows,
  }),
});

function question(title: string, config: Config): string {
  return config.question ?? title;
}

function people(config: Config): number {
  return config.count ?? (config['each-role'] ? roles(config).length : 1);
}

function roles({ role }: Config): readonly string[] {
  return typeof role === 'string' ? [role] : role;
}
