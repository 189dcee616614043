import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { errorText } from '../../problem/problem.ts';
import { failure, type Finding, notice } from '../../session/log/finding.ts';
import { conclude, type FoundSigner, type Verification } from '../../session/log/verification.ts';
import { type CheckpointFile, readCheckpoints } from '../../session/log/verify-checkpoints.ts';
import { createLogVerifier, type LogFacts } from '../../session/log/verify-log.ts';
import { compareWitness, type WitnessRead } from '../../session/log/verify-witness.ts';
import { verifyByList, verifyByNamedKey } from '../ssh/verify-signature.ts';
import { listCheckpoints } from './checkpoint-files.ts';
import { checkpointPath } from './layout.ts';
import { listSegments, readLines } from './read-lines.ts';
import { isMissing } from './system-error.ts';
import { verifyFiles } from './verify-files.ts';
import { type CheckSignature, verifyCheckpoints, verifySignoffs } from './verify-signatures.ts';

export interface VerifyOptions {
  /** The auditor's allowed_signers file; one inside the session's folder is refused. */
  readonly allowedSigners?: string;
  /** A key revocation list or a file of revoked public keys, for ssh-keygen. */
  readonly revokedKeys?: string;
  /** Turns everything but `verified` into `failed`, and insists on a list of signers. */
  readonly requireSigned: boolean;
  /** What a witness outside the folder holds. */
  readonly witness?: WitnessRead;
  readonly env: NodeJS.ProcessEnv;
}

/** A session that is being written gets new checkpoints while it is read; then it is read again, so often at most. */
const mostReadings = 5;

/** Verifies a session's folder, changing nothing and taking no lock. Whatever is wrong is a finding. */
export async function verifySession(folder: string, options: VerifyOptions): Promise<Verification> {
  const path = resolve(folder);
  for (let reading = 1; ; reading += 1) {
    const before = await checkpointNames(path);
    const result = await verifyOnce(path, options);
    if (before === (await checkpointNames(path)) || reading === mostReadings) return result;
  }
}

async function checkpointNames(folder: string): Promise<string> {
  const names: readonly string[] = await readdir(join(folder, 'checkpoints')).catch(() => []);
  return names.toSorted().join('/');
}

async function verifyOnce(path: string, options: VerifyOptions): Promise<Verification> {
  const list = await signersFindings(path, options);
  const read = await readCheckpointFiles(path);
  const chained = readCheckpoints(read.files);
  const log = await verifyLog(path, chained.checkpoints);
  const check = checkerFor(options);
  const checkpoints = await verifyCheckpoints(chained.checkpoints, check);
  const signoffs = await verifySignoffs(log.facts.signoffs, check);
  const signers = distinct([...checkpoints.signers, ...signoffs.signers]);
  const findings = [
    ...list,
    ...read.findings,
    ...log.findings,
    ...chained.findings,
    ...checkpoints.findings,
    ...signoffs.findings,
    ...(await verifyFiles(path, log.facts.claims)),
    ...unlisted(signers),
    ...(await witnessInside(path, options.witness)),
  ];
  const session = log.facts.session ?? basename(path);
  const witness = compareWitness(session, read.files, options.witness);
  return conclude(log.facts, { findings, signed: checkpoints.signed, signers, witness }, options);
}

async function verifyLog(
  folder: string,
  checkpoints: Parameters<typeof createLogVerifier>[0],
): Promise<{ readonly facts: LogFacts; readonly findings: readonly Finding[] }> {
  const verifier = createLogVerifier(checkpoints);
  try {
    const segments = await listSegments(folder);
    for (const segment of segments) {
      for await (const line of readLines(folder, segment)) verifier.take(line);
    }
    const missing = failure('verify/file-missing', 'events', 'There is no log.');
    return { facts: verifier.facts(), findings: segments.length === 0 ? [missing] : [] };
  } catch (thrown) {
    const unreadable = failure(
      'verify/file-missing',
      'events',
      `The log can’t be read: ${errorText(thrown)}.`,
    );
    return { facts: verifier.facts(), findings: [unreadable] };
  }
}

async function readCheckpointFiles(
  folder: string,
): Promise<{ readonly files: readonly CheckpointFile[]; readonly findings: readonly Finding[] }> {
  try {
    const files: CheckpointFile[] = [];
    for (const number of await listCheckpoints(folder)) {
      const place = checkpointPath(number, 'txt');
      const text = await readFile(join(folder, place), 'utf8');
      files.push({
        number,
        place,
        text,
        signature: await readSignature(join(folder, checkpointPath(number, 'sig'))),
      });
    }
    return { files, findings: [] };
  } catch (thrown) {
    const message = `The checkpoints can’t be read: ${errorText(thrown)}.`;
    return { files: [], findings: [failure('verify/checkpoint-missing', 'checkpoints', message)] };
  }
}

async function readSignature(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}

function checkerFor({ allowedSigners, revokedKeys, env }: VerifyOptions): CheckSignature {
  if (allowedSigners !== undefined) {
    const list = {
      allowedSigners: resolve(allowedSigners),
      env,
      ...(revokedKeys === undefined ? {} : { revokedKeys: resolve(revokedKeys) }),
    };
    return (payload, signature, time) => verifyByList(payload, signature, time, list);
  }
  return async (payload, signature) => {
    const result = await verifyByNamedKey(payload, signature, env);
    return 'refused' in result ? result : { ...result, principal: undefined };
  };
}

/** The list has to come from the auditor: whoever can change the session could change a list beside it. */
async function signersFindings(folder: string, options: VerifyOptions): Promise<readonly Finding[]> {
  const { allowedSigners, requireSigned } = options;
  if (allowedSigners === undefined) {
    const message = 'Signatures are required, but there is no list of signers to check them against.';
    return requireSigned ? [failure('verify/signers-list', 'checkpoints', message)] : [];
  }
  try {
    if (!(await stat(allowedSigners)).isFile()) return [signersFault(allowedSigners, 'it is not a file')];
    const inside = (await realpath(allowedSigners)).startsWith(`${await realpath(folder)}${sep}`);
    return inside ? [signersFault(allowedSigners, 'it lies in the session’s own folder')] : [];
  } catch (thrown) {
    return [signersFault(allowedSigners, errorText(thrown))];
  }
}

/** Whoever can change the session could change a witness beside it. */
async function witnessInside(folder: string, witness: WitnessRead | undefined): Promise<readonly Finding[]> {
  const own = await realpath(folder).catch(() => folder);
  if (witness?.path?.startsWith(`${own}${sep}`) !== true) return [];
  const message = 'The witness lies in the session’s own folder, so it proves nothing.';
  return [failure('verify/witness', witness.path, message)];
}

function signersFault(path: string, why: string): Finding {
  return failure('verify/signers-list', path, `The list of signers can’t be used: ${why}.`);
}

function unlisted(signers: readonly FoundSigner[]): readonly Finding[] {
  return signers
    .filter(({ principal }) => principal === undefined)
    .map(({ fingerprint }) =>
      notice(
        'verify/signer-unlisted',
        'checkpoints',
        `Signed by ${fingerprint}, not checked against a list of signers.`,
      ),
    );
}

function distinct(signers: readonly FoundSigner[]): readonly FoundSigner[] {
  return [
    ...new Map(signers.map((signer) => [`${signer.fingerprint} ${signer.principal}`, signer])).values(),
  ];
}
