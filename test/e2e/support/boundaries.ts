/** Where a process can be killed while it walks a step. */
export const boundaries = [
  'before-intent',
  'half-intent',
  'intent-to-spawn',
  'at-the-gate',
  'before-gate-opens',
  'while-output-flows',
  'exit-to-record',
  'half-record',
  'record-to-checkpoint',
  'checkpoint-to-signature',
] as const;

export type Boundary = (typeof boundaries)[number];
