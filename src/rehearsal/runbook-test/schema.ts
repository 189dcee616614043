import * as z from 'zod';
import { durationSchema } from '../../runbook/values/duration.ts';
import { valueNameSchema } from '../../runbook/values/names.ts';
import { figure, line } from '../../runbook/written.ts';
import { stepPath } from '../scenario/schema.ts';
import { plainReplies, testEndings, testStatuses } from './model.ts';

const signing = z.union([line, z.strictObject({ as: line, reason: line.default('it looks right') })]);

/** What stands behind a word that says more than itself. */
export const repliesSchema = z.strictObject({
  no: line.optional(),
  skip: line.optional(),
  continue: line.optional(),
  'roll-back': line.optional(),
  'roll-back-only': line.optional(),
  abort: line.optional(),
  fail: line.optional(),
  done: line.optional(),
  failed: line.optional(),
  choose: line.optional(),
  answer: z.record(valueNameSchema, line).optional(),
  approve: signing.optional(),
  reject: signing.optional(),
  back: z.strictObject({ to: stepPath(), reason: line.default('once more') }).optional(),
});

/** Its members become replies one by one: `{ choose: a }` is one reply, and two keys would have no order. */
const replySchema = z.union([
  z.enum(plainReplies),
  repliesSchema.refine((reply) => Object.values(reply).filter((value) => value !== undefined).length === 1, {
    error: 'must be one word and what is said with it, such as { skip: why }',
  }),
]);

const turns = z.union([replySchema.transform((one) => [one]), z.array(replySchema).min(1)]);
const script = z.record(stepPath(), turns);
const texts = z.union([line.transform((one) => [one]), z.array(line).min(1)]);

const caseSchema = z.strictObject({
  name: line,
  scenario: line,
  environment: line.optional(),
  parameters: z.record(valueNameSchema, line).default({}),
  pace: figure.pipe(z.number().min(1).max(1000)).optional(),
  timeout: durationSchema.default(300_000),
  operator: script.default({}),
  ends: z.enum(testEndings),
  steps: z.record(stepPath(), z.enum(testStatuses)).default({}),
  values: z.record(valueNameSchema, line).default({}),
  shows: z.record(stepPath(), texts).default({}),
});

/** A file of tests, every scalar as it is written. */
export const runbookTestSchema = z.strictObject({
  operator: script.default({}),
  cases: z.array(caseSchema).min(1).max(200),
});

export type WrittenTests = z.infer<typeof runbookTestSchema>;
export type WrittenReply = z.infer<typeof replySchema>;
