import type { EventOf } from '../events.ts';
import type { SignedPayload } from '../ports.ts';
import type { SessionRecord } from '../record.ts';

/** The namespace of a sign-off's SSHSIG. */
const signoffNamespace = 'teei-runbook-signoff@teei';

/** A sign-off before it is signed. */
export type UnsignedSignoff = Pick<
  EventOf<'signoff'>,
  'step' | 'kind' | 'decision' | 'role' | 'shown' | 'name' | 'note'
>;

/**
 * What a sign-off's signature covers. `head` is the journal's head at that moment, which becomes the
 * record's `prev`: a signature can't be moved to another session, step or place in the log. Text that a
 * person or an author wrote is a JSON string, so that it can't forge a line.
 */
export function signoffPayload(session: string, head: string, signoff: UnsignedSignoff): SignedPayload {
  const lines = [
    'teei-runbook sign-off v1',
    `session: ${session}`,
    `step: ${JSON.stringify(signoff.step.id)}`,
    `attempt: ${signoff.step.attempt}`,
    `kind: ${signoff.kind}`,
    `decision: ${signoff.decision}`,
    `role: ${optional(signoff.role)}`,
    `head: ${head}`,
    `shown: ${JSON.stringify(signoff.shown)}`,
    `name: ${JSON.stringify(signoff.name)}`,
    `note: ${optional(signoff.note)}`,
  ];
  return { namespace: signoffNamespace, text: lines.map((line) => `${line}\n`).join('') };
}

/** The payload of a sign-off as it stands in the log. */
export function payloadOfRecord(record: SessionRecord, signoff: EventOf<'signoff'>): SignedPayload {
  return signoffPayload(record.envelope.session, record.envelope.prev, signoff);
}

function optional(text: string | undefined): string {
  return text === undefined ? '-' : JSON.stringify(text);
}
