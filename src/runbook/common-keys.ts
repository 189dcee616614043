import * as z from 'zod';
import { conditionSchema } from './conditions/schema.ts';
import { runbookIdSchema, stepIdSchema } from './ids.ts';
import { parseJsonPath } from './json-path.ts';
import type { Capture, OnFailure, StepOptions } from './model.ts';
import { compilePattern } from './pattern.ts';
import { durationSchema } from './values/duration.ts';
import { valueNameSchema } from './values/names.ts';
import { line } from './written.ts';

const pattern = z
  .string()
  .min(1)
  .refine((text) => compilePattern(text) !== undefined, { error: 'must be a pattern in RE2 syntax' });

/** A path in JSON, as text: see parseJsonPath. */
export const jsonPathSchema = z
  .string()
  .refine((text) => parseJsonPath(text) !== undefined, { error: 'must be a path such as .items[0].name' });

/** Below the step's own folder: a capture can't read the rest of the disk. */
const stepFile = z
  .string()
  .min(1)
  .refine((text) => !text.startsWith('/') && !text.split(/[/\\]/).includes('..') && !text.includes('\0'), {
    error: 'must be a file below the folder of the step, such as result.json',
  });

const secret = z.boolean().default(false);

const captureSchema = z.union([
  z
    .strictObject({ output: pattern, secret })
    .transform(
      (capture): Source => ({ source: { from: 'output', pattern: capture.output }, secret: capture.secret }),
    ),
  z
    .strictObject({ json: jsonPathSchema, secret })
    .transform(
      (capture): Source => ({ source: { from: 'json', path: capture.json }, secret: capture.secret }),
    ),
  z
    .strictObject({ file: stepFile, secret })
    .transform(
      (capture): Source => ({ source: { from: 'file', file: capture.file }, secret: capture.secret }),
    ),
]);

type Source = Omit<Capture, 'name'>;

const runbookForm = /^runbook\s+(\S+)$/;

const onFailureRule = 'must be ask, stop, continue, or runbook and its id';

const onFailureSchema = z.union([
  z.enum(['ask', 'stop', 'continue'], { error: onFailureRule }),
  z.strictObject({ runbook: runbookIdSchema }),
  z
    .string()
    .regex(runbookForm, { error: onFailureRule })
    .transform((text): OnFailure => ({ runbook: runbookForm.exec(text)?.[1] ?? '' })),
]);

/** The keys that any step may carry, whatever its kind, as authors write them. */
export const commonKeysSchema = z.strictObject({
  kind: z.string().optional(),
  id: stepIdSchema.optional(),
  title: line.optional(),
  when: conditionSchema.optional(),
  capture: z.record(valueNameSchema, captureSchema).optional(),
  'on-failure': onFailureSchema.optional(),
  timeout: durationSchema.optional(),
  required: z.boolean().optional(),
  confirm: z.boolean().optional(),
  auto: z.boolean().optional(),
});

export type CommonKeys = z.infer<typeof commonKeysSchema>;

export const commonKeyNames: readonly string[] = Object.keys(commonKeysSchema.shape);

/** A mapping's common keys, and the rest, which are its kind's. */
export function splitKeys(mapping: Readonly<Record<string, unknown>>): {
  readonly common: Readonly<Record<string, unknown>>;
  readonly own: Readonly<Record<string, unknown>>;
} {
  const entries = Object.entries(mapping);
  return {
    common: Object.fromEntries(entries.filter(([key]) => commonKeyNames.includes(key))),
    own: Object.fromEntries(entries.filter(([key]) => !commonKeyNames.includes(key))),
  };
}

/** A step's options with the careful defaults: it asks when it fails. */
export function toOptions(keys: CommonKeys): StepOptions {
  const captures = Object.entries(keys.capture ?? {}).map(([name, source]) => ({ name, ...source }));
  return {
    captures,
    onFailure: keys['on-failure'] ?? 'ask',
    required: keys.required ?? false,
    confirm: keys.confirm ?? false,
    ...(keys.auto === true ? { auto: true } : {}),
    ...(keys.when === undefined ? {} : { when: keys.when }),
    ...(keys.timeout === undefined ? {} : { timeout: keys.timeout }),
  };
}
