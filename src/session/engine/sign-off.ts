import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { Principal } from '../../runbook/inventory.ts';
import { decide } from '../decide/decide.ts';
import type { EventOf } from '../events.ts';
import type { Intent } from '../intents.ts';
import { keyFingerprint } from '../key-fingerprint.ts';
import { signoffPayload } from '../log/signoff-payload.ts';
import type { Signed } from '../ports.ts';
import { checkApproval } from './check-approval.ts';
import { maskIntent } from './mask.ts';
import { runAutomatic } from './automatic.ts';
import type { Session } from './session.ts';
import { shown, type Shown } from './shown.ts';

/** What the current step shows for its sign-off, with the bytes of its files. */
export async function shownNow(session: Session): Promise<Result<Shown>> {
  const planned = session.current;
  if (planned === undefined) return err(problem('session/at-end', 'There is no step left.'));
  const { prompt } = session;
  const paths = prompt?.kind === 'approve' ? prompt.shows : [];
  const { journal, ports } = session.deps;
  return shown(journal.session, planned, session.preview(planned), paths, journal.folder, ports.files);
}

export interface AttestInput {
  readonly decision: 'yes' | 'no';
  readonly note?: string;
}

/** The operator ticks the current item: signed by their key where there is one, marked unsigned otherwise. */
export async function attestCurrent(session: Session, input: AttestInput): Promise<Result<void>> {
  const seen = await shownNow(session);
  if (!seen.ok) return seen;
  const { signer, inventory, actor } = session.deps;
  const key = await signer.available();
  const principal = key && (principalOf(inventory.principals, key.fingerprint)?.name ?? actor.id);
  const intent: Intent = {
    intent: 'attest',
    shown: seen.value.digest,
    ...input,
    ...(key === undefined || principal === undefined ? {} : { by: { principal, key_fp: key.fingerprint } }),
  };
  return signed(session, intent, key === undefined ? undefined : (payload) => signer.sign(payload));
}

export interface ApproveInput {
  readonly decision: 'yes' | 'no';
  readonly name: string;
  readonly note?: string;
  /** The approver's private key file; absent: unsigned, entered by the operator. */
  readonly keyFile?: string;
  /** Digest of what the approver was shown. */
  readonly shown: string;
}

/** Another person approves at this terminal. Their signature is checked against the inventory before it counts. */
export async function approveCurrent(session: Session, input: ApproveInput): Promise<Result<void>> {
  const seen = await shownNow(session);
  if (!seen.ok) return seen;
  if (seen.value.digest !== input.shown) {
    return err(
      problem('session/shown-changed', 'What was shown has changed since.', { hint: 'Look at it again' }),
    );
  }
  const { keyFile, name, decision, note } = input;
  const intent: Intent = {
    intent: 'approve',
    decision,
    name,
    shown: input.shown,
    ...(note === undefined ? {} : { note }),
    ...(keyFile === undefined ? {} : { by: { principal: name } }),
  };
  const { signer } = session.deps;
  return signed(
    session,
    intent,
    keyFile === undefined ? undefined : (payload) => signer.signWith(keyFile, payload),
  );
}

type Sign = (payload: ReturnType<typeof signoffPayload>) => Promise<Result<Signed>>;

/** Decides, signs the very event that came of it, and logs it. Nothing is logged where signing fails. */
async function signed(session: Session, intent: Intent, sign: Sign | undefined): Promise<Result<void>> {
  const decided = decide(session.deciding, maskIntent(intent, session.redactor));
  if (!decided.ok) return decided;
  const { journal } = session.deps;
  const { head } = journal;
  const [event] = decided.value;
  if (event?.type !== 'signoff')
    return err(problem('session/not-asked', 'The current step asks for no sign-off.'));
  const withSignature = sign === undefined ? ok(event) : await addSignature(session, event, sign);
  if (!withSignature.ok) return withSignature;
  if (journal.head !== head) {
    return err(
      problem(
        'session/moved-on',
        'Something else was logged meanwhile, and the signature is over what was before.',
        {
          hint: 'Look at it again',
        },
      ),
    );
  }
  const appended = await session.append([withSignature.value]);
  if (!appended.ok) return appended;
  const advanced = await session.advance();
  return advanced.ok ? runAutomatic(session) : advanced;
}

type Signoff = EventOf<'signoff'>;

async function addSignature(session: Session, event: Signoff, sign: Sign): Promise<Result<Signoff>> {
  const { journal, signer, inventory } = session.deps;
  const payload = signoffPayload(journal.session, journal.head, event);
  const made = await sign(payload);
  if (!made.ok) return made;
  const { signature: sig, fingerprint: key_fp } = made.value;
  if (event.kind === 'approve') {
    const { principals } = inventory;
    const facts = { state: session.state, principals, signer };
    const checked = await checkApproval(facts, event, payload, sig);
    if (!('fingerprint' in checked)) return err(checked);
  }
  const own = await signer.available();
  if (event.kind === 'approve' && own?.fingerprint === key_fp) {
    return err(
      problem('session/self-approval', 'This is the operator’s own key.', { hint: 'Ask somebody else' }),
    );
  }
  return ok({ ...event, signature: { sig, key_fp, principal: event.name } });
}

/** The person of the inventory whose key has this fingerprint. */
function principalOf(principals: readonly Principal[], fingerprint: string): Principal | undefined {
  return principals.find(({ keys }) => keys.some((key) => keyFingerprint(key) === fingerprint));
}
