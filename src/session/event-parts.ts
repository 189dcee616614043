import * as z from 'zod';

/** What several events are made of. None is ever changed or removed. */

const value = z.union([z.string(), z.number(), z.boolean()]);
export const values = z.record(z.string(), value);
const verdict = z.enum(['pass', 'fail', 'inconclusive', 'error']);

export const attempt = z.strictObject({ id: z.string(), attempt: z.int().positive() });

export const evidence = z.strictObject({
  check: z.string(),
  result: verdict,
  what: z.string(),
  where: z.string().optional(),
  expected: z.string(),
  observed: z.string(),
  since: z.string().optional(),
  next: z.string().optional(),
  details: z.array(z.string()).optional(),
});

export const problem = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  cause: z.string().optional(),
});

export const runbookRef = z.strictObject({
  id: z.string(),
  path: z.string(),
  sha256: z.string(),
  git_rev: z.string().optional(),
  dirty: z.boolean().optional(),
});

export const clusterSchema = z.strictObject({
  server: z.string(),
  uid: z.string(),
  context: z.string(),
  namespace: z.string(),
  version: z.string(),
});

/** What the operator's git says of them. They have set it themselves, so nobody vouches for it. */
const gitIdentity = z.strictObject({ name: z.string().optional(), email: z.string().optional() });

/** Who and what for, as it was told when a session was begun or resumed; the actor of the record says the rest. */
export const occasion = {
  git_identity: gitIdentity.optional(),
  /** The change that this belongs to, by its id in the ticket system. */
  change: z.strictObject({ ticket: z.string() }).optional(),
  purpose: z.string().optional(),
};

export const processSchema = z.strictObject({ pid: z.int(), start: z.string(), boot_id: z.string() });

/** A file of an attempt: its path below the session's folder. */
export const fileRef = z.strictObject({ path: z.string(), sha256: z.string(), bytes: z.int().nonnegative() });

export const output = z.strictObject({
  /** Of the redacted bytes, which are the ones on disk. */
  sha256: z.string(),
  bytes: z.int().nonnegative(),
  path: z.string(),
  redactions: z.int().nonnegative(),
  truncated: z.boolean(),
});

export const recording = z.discriminatedUnion('recorded', [
  z.strictObject({ recorded: z.literal('whole') }),
  z.strictObject({ recorded: z.literal('in-part'), why: z.string() }),
  z.strictObject({ recorded: z.literal('no'), why: z.string() }),
]);

/** Something that a step has opened and the session keeps until its end, with all that is needed to look after it. */
export const hold = z.strictObject({
  key: z.string(),
  /** As the operator knows it. */
  what: z.string(),
  kind: z.string(),
  /** Of the step, with the values filled in. */
  config: z.record(z.string(), z.unknown()),
});

/** A moment by which something has to have happened; a later step says that it has. */
export const deadline = z.strictObject({
  key: z.string(),
  /** What has to happen: `respond`. */
  label: z.string(),
  /** ISO time. */
  at: z.string(),
});

/** That it has happened, and how that stands to the deadline, in words. */
export const metDeadline = z.strictObject({ key: z.string(), observed: z.string() });

export const signature = z.strictObject({
  /** The armoured SSHSIG. */
  sig: z.string(),
  key_fp: z.string(),
  principal: z.string(),
});

/** A checkpoint that a witness did not take. */
export const unpublished = z.strictObject({
  checkpoint: z.int().positive(),
  /** The witness, as its setting names it; never the text of a command. */
  to: z.string(),
  observed: z.string(),
});
