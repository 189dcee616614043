import type { Session } from '../../session/engine/session.ts';

/** A session that is open for writing, ready to be walked. */
export interface OpenedSession {
  readonly session: Session;
  readonly privateFolder: string;
}
