import { failure, type Finding } from './finding.ts';
import type { LogFacts } from './verify-log.ts';
import type { WitnessFindings, WitnessState } from './verify-witness.ts';

/**
 * `verified`: signed checkpoints vouch for every record. `unsigned-tail`: for all but the newest.
 * `unsigned`: no signed checkpoint vouches for any. `failed`: the log or what it names was changed.
 */
export type VerificationState = 'verified' | 'unsigned-tail' | 'unsigned' | 'failed';

/** Whose signature was found on checkpoints and sign-offs. */
export interface FoundSigner {
  /** SHA256:… */
  readonly fingerprint: string;
  /** By the auditor's list; undefined: there was none to ask. */
  readonly principal: string | undefined;
}

/** The result of a verification. Its findings limit what the state says and belong beside it wherever it is shown. */
export interface Verification {
  readonly state: VerificationState;
  readonly findings: readonly Finding[];
  readonly session: string | undefined;
  readonly events: number;
  readonly head: string;
  readonly ended: boolean;
  /** Records after the last one that a signed checkpoint vouches for. */
  readonly unsignedEvents: number;
  readonly signers: readonly FoundSigner[];
  readonly witness: WitnessState;
}

/** Draws the conclusion from everything found. `signed` are the numbers of the checkpoints with a good signature. */
export function conclude(
  facts: LogFacts,
  found: {
    readonly findings: readonly Finding[];
    readonly signed: readonly number[];
    readonly signers: readonly FoundSigner[];
    readonly witness: WitnessFindings;
  },
  options: { readonly requireSigned: boolean },
): Verification {
  const vouched = Math.max(0, ...found.signed.map((number) => facts.covered.get(number) ?? 0));
  const unsignedEvents = Math.max(0, facts.events - vouched);
  const signing = signingState(vouched, unsignedEvents, facts.torn);
  const findings = [
    ...facts.findings,
    ...found.findings,
    ...requirement(signing, options.requireSigned),
    ...found.witness.findings,
  ];
  const failed = findings.some(({ severity }) => severity === 'failure');
  const { session, events, head, ended } = facts;
  const { signers, witness } = found;
  return {
    state: failed ? 'failed' : signing,
    findings,
    session,
    events,
    head,
    ended,
    unsignedEvents,
    signers,
    witness: witness.state,
  };
}

function signingState(
  vouched: number,
  unsignedEvents: number,
  torn: boolean,
): Exclude<VerificationState, 'failed'> {
  if (vouched === 0) return 'unsigned';
  return unsignedEvents > 0 || torn ? 'unsigned-tail' : 'verified';
}

function requirement(state: VerificationState, requireSigned: boolean): readonly Finding[] {
  if (!requireSigned || state === 'verified') return [];
  const what = state === 'unsigned' ? 'no record is vouched for' : 'the newest records are not vouched for';
  return [
    failure('verify/unsigned', 'checkpoints', `Signatures are required, and ${what} by a signed checkpoint.`),
  ];
}
