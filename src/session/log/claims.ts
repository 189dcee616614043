import type { SessionEvent } from '../events.ts';
import type { SessionRecord } from '../record.ts';

/** A file that a record vouches for. */
export interface Claim {
  /** Where the record is. */
  readonly place: string;
  /** Below the session's folder, as the record says; not checked yet. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes?: number;
}

/** The files that an event vouches for. */
export function claimsOf(event: SessionEvent, place: string): readonly Claim[] {
  switch (event.type) {
    case 'session.started':
    case 'runbook.adopted':
      return event.files.map(({ sha256 }) => ({ place, path: `runbook/${sha256}.md`, sha256 }));
    case 'step.finished':
    case 'step.resolved':
      return [...(event.output === undefined ? [] : [event.output]), ...event.files].map(
        ({ path, sha256, bytes }) => ({
          place,
          path,
          sha256,
          bytes,
        }),
      );
    case 'log.recovered':
      return [{ place, path: event.aside, sha256: event.sha256, bytes: event.bytes }];
    default:
      return [];
  }
}

/** True for a path that stays below the session's folder, in one of the folders that hold vouched-for files. */
export function isClaimable(path: string): boolean {
  const [folder, ...rest] = path.split('/');
  return (
    ['outputs', 'steps', 'runbook', 'torn'].includes(folder ?? '') &&
    rest.length > 0 &&
    !path.includes('\0') &&
    rest.every((name) => name !== '' && name !== '.' && name !== '..')
  );
}

/** The names and key fingerprints of whoever operated the session by this record; approving is not operating. */
export function operatorsOf(record: SessionRecord): readonly string[] {
  const { event } = record;
  const { id, key_fp: key, on_behalf_of: person } = record.envelope.actor;
  if (!isOperation(event)) return [];
  const signed = event.type === 'signoff' ? event.signature?.key_fp : undefined;
  return [id, key, person, signed].filter((name) => name !== undefined);
}

function isOperation(event: SessionEvent): boolean {
  switch (event.type) {
    case 'signoff':
      return event.kind === 'attest';
    case 'note':
    case 'clock.stepped':
    case 'log.recovered':
    case 'checkpoint':
      return false;
    default:
      return true;
  }
}
