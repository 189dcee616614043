import * as z from 'zod';
import { defineStep } from '../define-step.ts';
import {
  callNeedsCluster,
  checkCallSchema,
  checkProblems,
  describeCall,
  runCall,
  shellTextProblems,
} from '../checks/call.ts';

const schema = z.strictObject({
  /** Who is expected to know; shown and kept with the sign-off. */
  role: z.string().optional(),
  /** `required` insists on a signature by the operator's key. */
  sign: z.enum(['required', 'optional']).default('optional'),
  /** A check that a machine can make beside the tick. It never ticks by itself. */
  check: checkCallSchema.optional(),
});

/** A `- [ ]` item: somebody says that it is so. */
export const checklist = defineStep({
  kind: 'checklist',
  summary: 'An item that a person ticks, with a check beside it where a machine can look.',
  blocks: ['item'],
  schema,
  example: `# Checklist

- [ ] All pull requests merged
- [ ] The list of files is there
      <!-- step: { id: files, role: qa, check: { check: file, with: { path: /, exists: true } } } -->
`,
  effect: ({ check }) => (check === undefined ? 'none' : 'read'),
  preview: ({ step, config }, context) => ({
    changes: [],
    verifies: config.check === undefined ? [] : [describeCall(config.check, context)],
    facts: [
      { label: 'item', value: step.body },
      ...(config.role === undefined ? [] : [{ label: 'role', value: config.role }]),
      ...(config.sign === 'required' ? [{ label: 'signature', value: 'required' }] : []),
    ],
  }),
  prompt: ({ step, config }, context) => ({
    kind: 'attest',
    text: step.body,
    signature: config.sign,
    ...(config.role === undefined ? {} : { role: config.role }),
    ...(config.check === undefined ? {} : { offer: describeCall(config.check, context) }),
  }),
  runs: ({ check }) => check !== undefined,
  run: async ({ config }, context) => {
    if (config.check === undefined) throw new Error('a checklist item without a check runs nothing');
    return runCall(config.check, context);
  },
  check: ({ check }) =>
    check === undefined
      ? []
      : [...checkProblems(check, ['check'], ['look', 'wait']), ...shellTextProblems(check, ['check'])],
  needsCluster: ({ check }) => check !== undefined && callNeedsCluster(check),
});
