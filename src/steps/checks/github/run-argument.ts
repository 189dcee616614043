import * as z from 'zod';

/** As an author writes it; when a step runs, its value stands in its place. */
const template = String.raw`\$\{[a-z][a-z0-9-]*\}`;

/** The number of a run, as `github.dispatch` sets it. */
export const runArgument = z
  .string()
  .regex(new RegExp(`^(?:\\d+|${template})$`), { error: 'must be the number of a run' });

/** The review of a run: approved or rejected. */
export const reviewArgument = z
  .string()
  .regex(new RegExp(`^(?:approved|rejected|${template})$`), { error: 'must be approved or rejected' });
