import type { Session } from '../../../session/engine/session.ts';

/** What the view-model reads of a session. It never writes to it. */
export type SessionReader = Pick<
  Session,
  'state' | 'running' | 'current' | 'track' | 'deciding' | 'prompt' | 'stepState' | 'preview' | 'deps'
>;
