import type { EventOf } from '../events.ts';
import type { SignedPayload } from '../ports.ts';
import type { SessionRecord } from '../record.ts';

/** The namespace of a sign-off's SSHSIG. */
export const signoffNamespace = 'teei-runbook-signoff@teei';

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

/** A sign-off as a payload names it: what is to be signed, by whom, and for which place in which log. */
export interface NamedSignoff {
  readonly session: string;
  readonly head: string;
  readonly signoff: UnsignedSignoff;
}

const line = /^([a-z]+): (.*)$/;

/** Reads a payload's text. Undefined unless writing it again gives exactly the same text. */
export function parseSignoffPayload(text: string): NamedSignoff | undefined {
  const fields = new Map(
    text.split('\n').flatMap((each) => {
      const [, key, value] = line.exec(each) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
  const field = (key: string): string => fields.get(key) ?? '';
  const kind = (['attest', 'approve'] as const).find((each) => each === field('kind'));
  const decision = (['yes', 'no'] as const).find((each) => each === field('decision'));
  const id = unquoted(field('step'));
  const shown = unquoted(field('shown'));
  const name = unquoted(field('name'));
  const role = unquoted(field('role'));
  const note = unquoted(field('note'));
  if (kind === undefined || decision === undefined) return undefined;
  if (id === undefined || shown === undefined || name === undefined) return undefined;
  const signoff: UnsignedSignoff = {
    step: { id, attempt: Number(field('attempt')) },
    kind,
    decision,
    ...(role === undefined ? {} : { role }),
    shown,
    name,
    ...(note === undefined ? {} : { note }),
  };
  const named = { session: field('session'), head: field('head'), signoff };
  return signoffPayload(named.session, named.head, signoff).text === text ? named : undefined;
}

function unquoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The name of the first line in which two payloads differ; undefined: in none. */
export function payloadDifference(one: string, other: string): string | undefined {
  const others = other.split('\n');
  const at = one.split('\n').findIndex((each, index) => each !== others[index]);
  if (at < 0) return one === other ? undefined : 'end';
  return /^[a-z]+(?=: )/.exec(one.split('\n')[at] ?? '')?.[0] ?? 'title';
}

function optional(text: string | undefined): string {
  return text === undefined ? '-' : JSON.stringify(text);
}
