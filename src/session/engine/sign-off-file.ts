import { err, ok, problem, type Problem, type Result } from '../../problem/problem.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { Files } from '../../steps/ports/files.ts';
import { kindOf, previewContext, type Deciding, valuesOf } from '../decide/context.ts';
import { decide } from '../decide/decide.ts';
import { currentPrompt } from '../decide/prompt-for.ts';
import type { EventOf } from '../events.ts';
import { fillStep } from '../fill-step.ts';
import { type NamedSignoff, payloadDifference, signoffPayload } from '../log/signoff-payload.ts';
import type { Journal, SignedPayload, Signer } from '../ports.ts';
import type { Plan, StepKinds } from '../plan.ts';
import type { Actor } from '../record.ts';
import { createRedactor } from '../redact/redactor.ts';
import type { SessionState } from '../state.ts';
import { checkApproval } from './check-approval.ts';
import { shown } from './shown.ts';

/** A session that waits for an approval, as its log tells it. Nothing of it is run. */
export interface WaitingSession {
  readonly session: string;
  /** Its folder, absolute. */
  readonly folder: string;
  /** SHA-256 of the last line of its log. */
  readonly head: string;
  readonly state: SessionState;
  readonly plan: Plan;
  readonly kinds: StepKinds;
  readonly inventory: Inventory;
  readonly environment: Environment;
  readonly files: Files;
}

/** Whose approval is wanted, and which. */
export interface WantedApproval {
  readonly name: string;
  readonly decision: 'yes' | 'no';
  readonly note?: string;
}

/** What has to be signed for an approval, and what the approver has to look at first. */
export interface ApprovalRequest {
  readonly payload: SignedPayload;
  readonly event: EventOf<'signoff'>;
  readonly question: string;
  /** Its SHA-256 is what is signed as `shown`. */
  readonly shown: string;
}

/**
 * What somebody has to sign elsewhere for the step that waits: by the rules that hold at the terminal. It is for
 * this session, this step and this place in the log, and for none other.
 */
export async function requestApproval(
  waiting: WaitingSession,
  wanted: WantedApproval,
): Promise<Result<ApprovalRequest>> {
  if (waiting.state.phase.phase === 'ended')
    return err(problem('session/ended', `${waiting.session} has ended.`));
  const deciding = decidingOf(waiting);
  const current = currentPrompt(deciding);
  if (current?.prompt.kind !== 'approve')
    return err(problem('session/not-asked', 'The session does not wait for an approval.'));
  const { planned, prompt } = current;
  const preview = kindOf(deciding, planned).preview(
    fillStep(planned, valuesOf(deciding)),
    previewContext(deciding),
  );
  const seen = await shown(waiting.session, planned, preview, prompt.shows, waiting.folder, waiting.files);
  if (!seen.ok) return seen;
  const { name, decision, note } = wanted;
  const decided = decide(deciding, {
    intent: 'approve',
    name,
    decision,
    shown: seen.value.digest,
    ...(note === undefined ? {} : { note: createRedactor().text(note) }),
    by: { principal: name },
  });
  if (!decided.ok) return decided;
  const [event] = decided.value;
  if (event?.type !== 'signoff')
    return err(problem('session/not-asked', 'The session does not wait for an approval.'));
  const payload = signoffPayload(waiting.session, waiting.head, event);
  return ok({ payload, event, question: prompt.question, shown: seen.value.text });
}

/** Somebody who signs asks for it: neither a pause nor the lack of a terminal stands against that. */
function decidingOf({ plan, kinds, inventory, environment, state, folder }: WaitingSession): Deciding {
  const open: SessionState = { ...state, phase: { phase: 'open' }, mode: 'attended' };
  return { plan, kinds, inventory, environment, folder, state: open };
}

/** A request that came back with its signature. */
export interface SignedRequest {
  readonly text: string;
  readonly named: NamedSignoff;
  readonly signature: string;
}

/** Puts a signed approval into the log of the session that waits for it, if it is for exactly that place in it. */
export async function acceptApproval(
  waiting: WaitingSession,
  signed: SignedRequest,
  { journal, signer, actor }: { readonly journal: Journal; readonly signer: Signer; readonly actor: Actor },
): Promise<Result<EventOf<'signoff'>>> {
  const { name, decision, note } = signed.named.signoff;
  const wanted = { name, decision, ...(note === undefined ? {} : { note }) };
  const request = await requestApproval(waiting, wanted);
  if (!request.ok) return request;
  const { payload, event } = request.value;
  const difference = payloadDifference(payload.text, signed.text);
  if (difference !== undefined) return err(otherRequest(difference, waiting.session));
  const { state, inventory } = waiting;
  const facts = { state, principals: inventory.principals, signer };
  const checked = await checkApproval(facts, event, payload, signed.signature);
  if (!('fingerprint' in checked)) return err(checked);
  const signature = { sig: signed.signature, key_fp: checked.fingerprint, principal: name };
  const appended = await journal.append([{ ...event, signature }], actor);
  if (!appended.ok) return appended;
  const checkpoint = await journal.checkpoint(actor);
  return checkpoint.ok ? ok({ ...event, signature }) : checkpoint;
}

function otherRequest(difference: string, session: string): Problem {
  const hint = 'Ask for the approval again: sign-off request';
  switch (difference) {
    case 'head':
      return problem('session/moved-on', `${session} has gone on since this was asked for.`, { hint });
    case 'shown':
      return problem('session/shown-changed', 'What is to be approved has changed since.', { hint });
    default:
      return problem(
        'sign/other-request',
        `This was signed for something else than what ${session} waits for: its ${difference} is another.`,
        { hint },
      );
  }
}
