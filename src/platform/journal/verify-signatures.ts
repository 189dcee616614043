import { checkpointNamespace } from '../../session/log/checkpoint-text.ts';
import { failure, type Finding, notice } from '../../session/log/finding.ts';
import { payloadOfRecord } from '../../session/log/signoff-payload.ts';
import type { FoundSigner } from '../../session/log/verification.ts';
import type { ReadCheckpoint } from '../../session/log/verify-checkpoints.ts';
import type { PlacedSignoff } from '../../session/log/verify-log.ts';
import type { SignedPayload } from '../../session/ports.ts';

/** Checks one signature as of a time (ISO). */
export type CheckSignature = (
  payload: SignedPayload,
  signature: string,
  time: string,
) => Promise<FoundSigner | { readonly refused: string }>;

export interface SignatureFindings {
  readonly findings: readonly Finding[];
  readonly signers: readonly FoundSigner[];
}

/** Checks the checkpoints' signatures. `signed` are the numbers of those with a good one. */
export async function verifyCheckpoints(
  files: readonly ReadCheckpoint[],
  check: CheckSignature,
): Promise<SignatureFindings & { readonly signed: readonly number[] }> {
  const findings: Finding[] = [];
  const signers: FoundSigner[] = [];
  const signed: number[] = [];
  for (const { number, place, text, signature, checkpoint } of files) {
    if (signature === undefined) {
      findings.push(notice('verify/checkpoint-unsigned', place, `Checkpoint ${number} is not signed.`));
      continue;
    }
    const result = await check({ namespace: checkpointNamespace, text }, signature, checkpoint.time);
    if ('refused' in result) findings.push(refused(place, `The checkpoint’s signature`, result.refused));
    else {
      signed.push(number);
      signers.push(result);
    }
  }
  return { findings, signers, signed };
}

/** Checks the sign-offs' signatures: over this session, this step and this place in the log. */
export async function verifySignoffs(
  signoffs: readonly PlacedSignoff[],
  check: CheckSignature,
): Promise<SignatureFindings> {
  const results: SignatureFindings[] = [];
  for (const signoff of signoffs) results.push(await verifySignoff(signoff, check));
  return {
    findings: results.flatMap(({ findings }) => findings),
    signers: results.flatMap(({ signers }) => signers),
  };
}

async function verifySignoff(placed: PlacedSignoff, check: CheckSignature): Promise<SignatureFindings> {
  const { place, record, signoff } = placed;
  const { signature } = signoff;
  if (signature === undefined) return { findings: [unsignedFinding(placed)], signers: [] };
  const result = await check(payloadOfRecord(record, signoff), signature.sig, record.envelope.time);
  const what = `The signature of ${signoff.name} for step ${signoff.step.id}`;
  if ('refused' in result) return { findings: [refused(place, what, result.refused)], signers: [] };
  const fault = claimFault(placed, result);
  return fault === undefined
    ? { findings: [], signers: [result] }
    : { findings: [refused(place, what, fault)], signers: [] };
}

/** What the record says of the key must be what the signature shows. */
function claimFault({ record, signoff }: PlacedSignoff, found: FoundSigner): string | undefined {
  const { key_fp: key, principal } = signoff.signature ?? {};
  const { actor } = record.envelope;
  if (key !== found.fingerprint)
    return `the record names the key ${key}, it was made by ${found.fingerprint}`;
  if (found.principal !== undefined && principal !== found.principal)
    return `the record names ${principal}, the key is ${found.principal}’s`;
  if (actor.authtype === 'ssh' && actor.key_fp !== found.fingerprint)
    return `the actor’s key is ${actor.key_fp ?? 'not named'}, it was made by ${found.fingerprint}`;
  return undefined;
}

function unsignedFinding({ place, record, signoff }: PlacedSignoff): Finding {
  const { actor } = record.envelope;
  if (actor.authtype === 'ssh')
    return failure(
      'verify/signature-refused',
      place,
      `${actor.id} is said to be proven by a key, but nothing is signed.`,
    );
  const what = signoff.kind === 'approve' ? 'approval' : 'sign-off';
  return notice(
    'verify/signoff-unsigned',
    place,
    `The ${what} of ${signoff.name} for step ${signoff.step.id} is unsigned, entered by ${actor.id}.`,
  );
}

function refused(place: string, what: string, why: string): Finding {
  return failure('verify/signature-refused', place, `${what} is not believed: ${why}.`);
}
