import type { Progress } from '../../steps/context.ts';
import type { SessionRecord } from '../record.ts';
import type { SessionState } from '../state.ts';

/** What a front end hears. Everything in it is already masked. */
export interface SessionListener {
  onRecord?(record: SessionRecord, state: SessionState): void;
  onOutput?(step: string, chunk: Buffer): void;
  onProgress?(step: string, progress: Progress): void;
}
