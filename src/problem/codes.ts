/**
 * Every code a problem can carry, with what it means in a sentence. docs/errors.md is generated from
 * this table by `npm run docs`, and a test holds the two together. A code is never reused.
 */
export const problemCodes = {
  // Reading a runbook file.
  'parse/too-large': 'The file is larger than a runbook may be.',
  'parse/encoding': 'The file is not valid UTF-8.',
} as const;

export type ProblemCode = keyof typeof problemCodes;
