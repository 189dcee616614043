import * as z from 'zod';
import type { Checkpoint } from './checkpoint-text.ts';

const mark = 'teei-runbook checkpoint v1';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const entrySchema = z.strictObject({
  witness: z.literal(mark),
  session: z.string(),
  checkpoint: z.int().positive(),
  /** Of the checkpoint. */
  time: z.string(),
  events: z.int().nonnegative(),
  head: digest,
  /** SHA-256 of the checkpoint's text. */
  sha256: digest,
});

/** What a witness keeps of a checkpoint: enough to know it again, and nothing of what the log holds. */
export type WitnessEntry = z.infer<typeof entrySchema>;

/** The entry of a checkpoint; `sha256` is that of its text. */
export function witnessEntry(checkpoint: Checkpoint, sha256: string): WitnessEntry {
  const { session, number, time, events, head } = checkpoint;
  return { witness: mark, session, checkpoint: number, time, events, head, sha256 };
}

/** The line that is published, without its LF. */
export function entryText(entry: WitnessEntry): string {
  return JSON.stringify(entry);
}

/** An entry, a line that is none (undefined), or one that was meant to be one and can't be read (`damaged`). */
export function parseEntry(line: string): WitnessEntry | 'damaged' | undefined {
  const start = line.indexOf('{"witness"');
  if (start < 0) return undefined;
  const end = line.lastIndexOf('}') + 1;
  try {
    const entry = entrySchema.safeParse(JSON.parse(line.slice(start, end)));
    return entry.success ? entry.data : 'damaged';
  } catch {
    return 'damaged';
  }
}
