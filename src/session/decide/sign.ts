import { ok } from '../../problem/problem.ts';
import type { Principal } from '../../runbook/inventory.ts';
import { keyFingerprint } from '../key-fingerprint.ts';
import type { IntentOf } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import { stepState, type SessionState, type Signoff } from '../state.ts';
import { type Deciding, type Decision, refuse } from './context.ts';
import { promptFor, type PromptOf } from './prompt-for.ts';
import { rolesWanted } from './roles-wanted.ts';

/** The operator ticks an item, or says no. */
export function attest(deciding: Deciding, intent: IntentOf<'attest'>): Decision {
  const asked = promptFor(deciding, 'attest');
  if (!asked.ok) return asked;
  const { planned, prompt } = asked.value;
  const { state } = deciding;
  if (state.mode === 'unattended')
    return refuse('session/person-needed', `${planned.id} is for a person to tick.`);
  if (intent.decision === 'yes' && prompt.signature === 'required' && intent.by === undefined) {
    return refuse(
      'session/signature-needed',
      `${planned.id} wants a signature by your key, and there is none.`,
      'See `teei-runbook doctor` for how a key is found',
    );
  }
  const { status } = stepState(state, planned.id);
  return ok([
    {
      type: 'signoff',
      step: { id: planned.id, attempt: attemptNumber(state, planned) },
      kind: 'attest',
      decision: intent.decision,
      ...(prompt.role === undefined ? {} : { role: prompt.role }),
      name: intent.by?.principal ?? state.operator,
      ...(intent.note === undefined ? {} : { note: intent.note }),
      shown: intent.shown,
      evidence: status.status === 'looked' ? status.evidence : [],
      settles: intent.decision === 'yes',
    },
  ]);
}

/** Somebody who has not operated this session approves, or refuses. Counted until enough different people have. */
export function approve(deciding: Deciding, given: IntentOf<'approve'>): Decision {
  const intent = { ...given, name: given.name.trim() };
  const asked = promptFor(deciding, 'approve');
  if (!asked.ok) return asked;
  const { planned, prompt } = asked.value;
  const { state, inventory } = deciding;
  if (state.mode === 'unattended')
    return refuse('session/person-needed', `${planned.id} is for a person to approve.`);
  if (intent.name === '') return refuse('session/no-name', 'An approval needs the approver’s name.');
  const refusal =
    refuseReason(intent, prompt, planned) ??
    refuseUnsigned(intent, inventory.approvals.unsigned) ??
    refuseOperator(state, intent, inventory.principals) ??
    refuseRole(intent, prompt, inventory.principals);
  if (refusal !== undefined) return refusal;
  const round = standing(stepState(state, planned.id).signoffs);
  const earlier = round.filter(({ shown }) => shown === intent.shown);
  if (intent.decision === 'yes' && earlier.some(({ name }) => name === intent.name)) {
    return refuse('session/approved-twice', `${intent.name} has already approved ${planned.id}.`);
  }
  const people = [...earlier.map(({ name }) => name), intent.name];
  const wanted = prompt.eachRole ? rolesWanted(prompt.roles, people, inventory.principals) : [];
  if (intent.decision === 'yes' && wanted.length > Math.max(0, prompt.count - people.length)) {
    return refuse(
      'session/role-wanted',
      `${planned.id} still wants ${wanted.join(' and ')}, which ${intent.name} does not hold.`,
      'Ask somebody who holds it',
    );
  }
  return ok([
    {
      type: 'signoff',
      step: { id: planned.id, attempt: attemptNumber(state, planned, round.length) },
      kind: 'approve',
      decision: intent.decision,
      role: prompt.roles.join(', '),
      name: intent.name,
      ...(intent.note === undefined ? {} : { note: intent.note }),
      shown: intent.shown,
      evidence: [],
      settles: intent.decision === 'yes' && people.length >= prompt.count,
    },
  ]);
}

/** A no ends a round: the approvals before it count no more. */
function standing(signoffs: readonly Signoff[]): readonly Signoff[] {
  return signoffs.slice(signoffs.findLastIndex(({ decision }) => decision === 'no') + 1);
}

function refuseReason(
  intent: IntentOf<'approve'>,
  prompt: PromptOf<'approve'>,
  planned: PlannedStep,
): Decision | undefined {
  const missing = prompt.reason === 'required' && (intent.note ?? '').trim() === '';
  return missing ? refuse('session/no-reason', `Approving ${planned.id} needs a reason.`) : undefined;
}

function refuseUnsigned(intent: IntentOf<'approve'>, unsigned: 'allowed' | 'refused'): Decision | undefined {
  if (intent.by !== undefined || unsigned === 'allowed') return undefined;
  return refuse(
    'session/signature-needed',
    'An approval must be signed by the approver’s key here.',
    'Give the key file at the prompt, or set approvals: { unsigned: allowed } in platform.yaml',
  );
}

function refuseOperator(
  state: SessionState,
  intent: IntentOf<'approve'>,
  principals: readonly Principal[],
): Decision | undefined {
  const keys = principals.filter(({ name }) => name === intent.name).flatMap((each) => each.keys);
  const names = [intent.name, intent.by?.key_fp ?? '', ...keys.map(keyFingerprint)];
  if (!names.some((name) => state.operators.has(name))) return undefined;
  return refuse(
    'session/self-approval',
    `${intent.name} has operated this session and can't approve it.`,
    'Ask somebody who has not',
  );
}

function refuseRole(
  intent: IntentOf<'approve'>,
  prompt: PromptOf<'approve'>,
  principals: readonly Principal[],
): Decision | undefined {
  if (intent.by === undefined || prompt.roles.length === 0) return undefined;
  const holder = principals.find(({ name }) => name === intent.by?.principal);
  if (holder !== undefined && prompt.roles.some((role) => holder.roles.includes(role))) return undefined;
  return refuse('session/wrong-role', `${intent.name} does not hold the role ${prompt.roles.join(' or ')}.`);
}

/** A sign-off after a look belongs to that attempt; further approvers belong to the first one's. */
function attemptNumber(state: SessionState, planned: PlannedStep, earlierApprovals = 0): number {
  const { attempts, status } = stepState(state, planned.id);
  return status.status === 'looked' || earlierApprovals > 0 ? attempts : attempts + 1;
}
