import { type Problem, problem } from '../../problem/problem.ts';
import type { Principal } from '../../runbook/inventory.ts';
import type { EventOf } from '../events.ts';
import type { SignedPayload, Signer } from '../ports.ts';
import { type SessionState, stepState } from '../state.ts';

type Signoff = EventOf<'signoff'>;

/** What the signature of an approval is held against. */
export interface ApprovalFacts {
  readonly state: SessionState;
  readonly principals: readonly Principal[];
  readonly signer: Pick<Signer, 'verify'>;
}

/** Why a signed approval does not count: not the person's key, the key of an operator, or one that has approved already. */
export async function checkApproval(
  { state, principals, signer }: ApprovalFacts,
  event: Signoff,
  payload: SignedPayload,
  sig: string,
): Promise<Problem | { readonly fingerprint: string }> {
  const holders = principals.filter(({ name }) => name === event.name);
  const checked = await signer.verify(payload, sig, holders);
  if ('refused' in checked) {
    return problem(
      'session/wrong-key',
      `The key is not one of ${event.name}’s in platform.yaml: ${checked.refused}`,
      {
        hint: 'Add the public key to principals in platform.yaml, or give the right key file',
      },
    );
  }
  const { fingerprint } = checked;
  if (state.operators.has(fingerprint))
    return problem('session/self-approval', `${event.name} has operated this session and can't approve it.`);
  if (stepState(state, event.step.id).signoffs.some(isSameRound(event, fingerprint)))
    return problem('session/approved-twice', `This key has already approved ${event.step.id}.`);
  return { fingerprint };
}

/** Two names in platform.yaml may have one key: that is one approver. */
function isSameRound(event: Signoff, key: string): (earlier: Signoff) => boolean {
  return ({ step, decision, shown: seen, signature }) =>
    step.attempt === event.step.attempt &&
    decision === event.decision &&
    seen === event.shown &&
    signature?.key_fp === key;
}
