import * as z from 'zod';
import { eventSchema, type SessionEvent } from './events.ts';

/** Who caused a record. */
export const actorSchema = z.strictObject({
  /** The operating system's user name. */
  id: z.string(),
  /** `os`: only the operating system vouches for it. `ssh`: a signature in the record proves it. */
  authtype: z.enum(['os', 'ssh']),
  /** SHA256:… of the signing key, where there is one. */
  key_fp: z.string().optional(),
  /** The person for whom a shared account acts, as they said at the start. */
  on_behalf_of: z.string().optional(),
});

export type Actor = z.infer<typeof actorSchema>;

/** Who acts: the person that a shared account acts for, else the system's user. */
export function actorName(actor: Actor): string {
  return actor.on_behalf_of ?? actor.id;
}

/**
 * The frame around every event. One JSON object a line; the stored line is what is hashed. The event's own
 * fields are under `data` (the name is CloudEvents'), so that none of them can ever collide with the frame's.
 */
export const envelopeSchema = z.strictObject({
  v: z.literal(1),
  type: z.string(),
  /** UUID of this record. */
  id: z.string(),
  session: z.string(),
  /** Counts from 1 without gaps; order is by seq, never by time. */
  seq: z.int().positive(),
  /** SHA-256 of the line before, its LF included; 64 zeros for the first. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  time: z.string(),
  /** Monotonic nanoseconds, as text: they pass 2^53. */
  mono_ns: z.string(),
  boot_id: z.string(),
  actor: actorSchema,
});

export type Envelope = z.infer<typeof envelopeSchema>;

/** A record as read back from disk: the frame and its event. */
export interface SessionRecord {
  readonly envelope: Envelope;
  readonly event: SessionEvent;
}

const lineSchema = envelopeSchema.extend({ data: z.record(z.string(), z.unknown()) });

/**
 * Reads one parsed JSON value as a record; what is wrong with it comes back as text. Unknown keys are an
 * error in the frame and in the event, so that nothing is silently dropped on a round trip.
 */
export function decodeRecord(json: unknown): SessionRecord | string {
  const line = lineSchema.safeParse(json);
  if (!line.success) return z.prettifyError(line.error);
  const { data, ...envelope } = line.data;
  if (Object.hasOwn(data, 'type')) return 'the event names its type twice';
  const event = eventSchema.safeParse({ type: envelope.type, ...data });
  if (!event.success) return z.prettifyError(event.error);
  return { envelope, event: event.data };
}

/** The line for a record, without its LF. Keys are in a fixed order so that people can read the file. */
export function encodeRecord(record: SessionRecord): string {
  const { v, id, session, seq, prev, time, mono_ns, boot_id, actor } = record.envelope;
  const { type, ...data } = record.event;
  return JSON.stringify({ v, type, id, session, seq, prev, time, mono_ns, boot_id, actor, data });
}
