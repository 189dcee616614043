import * as z from 'zod';
import { defineStep } from '../define-step.ts';

const schema = z.strictObject({
  question: z.string().optional(),
  /** Roles of platform.yaml; holding one of them is enough. */
  role: z.union([z.string(), z.array(z.string()).min(1)]),
  /** How many different people. */
  count: z.int().min(1).max(10).default(1),
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
      { label: 'role', value: roles(config).join(' or ') },
      { label: 'people', value: String(config.count) },
      ...config.shows.map((value) => ({ label: 'shows', value })),
    ],
  }),
  prompt: ({ step, config }) => ({
    kind: 'approve',
    question: question(step.title, config),
    roles: roles(config),
    count: config.count,
    reason: config.reason,
    shows: config.shows,
  }),
});

function question(title: string, config: Config): string {
  return config.question ?? title;
}

function roles({ role }: Config): readonly string[] {
  return typeof role === 'string' ? [role] : role;
}
