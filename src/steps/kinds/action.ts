import * as z from 'zod';
import {
  callNeedsCluster,
  checkProblems,
  describeCall,
  runCall,
  shellTextProblems,
  type CheckCall,
} from '../checks/call.ts';
import { findCheck } from '../checks/registry.ts';
import { defineStep } from '../define-step.ts';

const schema = z.strictObject({
  /** Name of an action of the catalogue, such as job.run. */
  action: z.string(),
  with: z.record(z.string(), z.unknown()).default({}),
  undo: z.string().optional(),
});

type Config = z.infer<typeof schema>;

/** Something that the product itself does and knows how to watch: run once an attempt, never repeated by itself. */
export const action = defineStep({
  kind: 'action',
  summary: 'Carries out an action of the catalogue (a Job, a snapshot, a restore) once.',
  blocks: ['yaml'],
  schema,
  example: `# Action

\`\`\`yaml step
kind: action
id: migrate
action: job.run
with:
  name: migrate
  from-deployment: prod-teei-api-gateway
  command: [pnpm, db:migrate]
\`\`\`
`,
  about: ({ action: name }) => name,
  effect: (config) => findCheck(config.action)?.effect ?? 'change',
  preview: ({ config }, context) => ({
    action: describeCall(call(config), context),
    changes: findCheck(config.action)?.changes(config.with, context) ?? [],
    verifies: ['the action’s own result'],
    ...(config.undo === undefined ? {} : { undo: config.undo }),
    facts: [{ label: 'action', value: config.action }],
  }),
  run: ({ config }, context) => runCall(call(config), context),
  check: (config) => [
    ...checkProblems(call(config), [], ['act'], 'action'),
    ...shellTextProblems(call(config), []),
  ],
  sets: (config) => findCheck(config.action)?.sets ?? [],
  needsCluster: (config) => callNeedsCluster(call(config)),
  hold: (config) => findCheck(config.action)?.hold(config.with),
  closes: (config) => findCheck(config.action)?.closes(config.with),
  byItself: (config) => findCheck(config.action)?.effect === 'read',
  beside: (config) => findCheck(config.action)?.beside ?? false,
  beforeChanges: (config) => findCheck(config.action)?.beforeChanges ?? false,
});

function call(config: Config): CheckCall {
  return { check: config.action, with: config.with };
}
