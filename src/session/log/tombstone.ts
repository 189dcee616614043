import * as z from 'zod';
import { actorSchema } from '../record.ts';

/** What is left of a session that was removed: what it was, how its log ended, and who removed it when. Times are ISO. */
export const tombstoneSchema = z.strictObject({
  v: z.literal(1),
  session: z.string(),
  runbook: z.string(),
  environment: z.string(),
  cluster: z.strictObject({ context: z.string(), server: z.string() }).optional(),
  rehearsal: z.string().optional(),
  outcome: z.enum(['completed', 'failed', 'rolled-back', 'aborted']),
  started_at: z.string(),
  /** Of its last record. */
  ended_at: z.string(),
  actors: z.array(z.string()),
  events: z.int(),
  /** SHA-256 of its last line: by it a copy or an archive is known again. */
  head: z.string(),
  /** What its verification came to just before. */
  verification: z.enum(['verified', 'unsigned-tail', 'unsigned']),
  /** Disk space that it took. */
  bytes: z.int(),
  /** The age that was asked for, as it was typed. */
  older_than: z.string(),
  removed_at: z.string(),
  removed_by: actorSchema,
  host: z.string(),
  tool: z.string(),
});

export type Tombstone = z.infer<typeof tombstoneSchema>;
