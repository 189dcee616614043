import * as z from 'zod';
import { defineStep } from '../define-step.ts';

const schema = z.strictObject({
  /** Id of another runbook of the library. */
  runbook: z.string(),
});

/** Another runbook's steps, at this place. It is unfolded when a session is planned, so it never runs itself. */
export const include = defineStep({
  kind: 'include',
  summary: 'Puts the steps of another runbook here; their ids get this step’s id as prefix.',
  blocks: ['yaml'],
  schema,
  example: `# Include

\`\`\`yaml step
kind: include
id: checks
runbook: tour
\`\`\`
`,
  effect: () => 'none',
  preview: ({ config }) => ({
    changes: [],
    verifies: [],
    facts: [{ label: 'runbook', value: config.runbook }],
  }),
  runbooks: ({ runbook }) => [runbook],
});
