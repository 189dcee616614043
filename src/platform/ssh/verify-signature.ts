import { join } from 'node:path';
import { parsePublicKey, parseSignature } from '../../session/log/sshsig.ts';
import type { SignedPayload } from '../../session/ports.ts';
import { withPrivateFiles } from './private-files.ts';
import { runTool, type ToolRun } from './run-tool.ts';

/** Whose key made a signature, or why it can't be believed, as a sentence without a stop. */
export type Verified =
  | { readonly principal: string; readonly fingerprint: string }
  | { readonly refused: string };

/** A person and their public keys. */
export interface KeyHolder {
  readonly name: string;
  readonly keys: readonly string[];
}

const keygenMissing = 'ssh-keygen is missing, so no signature can be checked';

/** Checks a signature against people's public keys. The person is the one who holds the key that it names. */
export async function verifyByHolders(
  payload: SignedPayload,
  signature: string,
  holders: readonly KeyHolder[],
  env: NodeJS.ProcessEnv,
): Promise<Verified> {
  const parsed = parse(payload, signature);
  if ('refused' in parsed) return parsed;
  const names = holders.filter((holder) => holds(holder, parsed.publicKey)).map((holder) => holder.name);
  const [name, other] = names;
  if (name === undefined) return { refused: `the key ${parsed.fingerprint} belongs to nobody on the list` };
  if (other !== undefined)
    return { refused: `the key ${parsed.fingerprint} is listed for ${name} and for ${other}` };
  const fault = await checkByKey(payload, signature, parsed.publicKey, env);
  return fault === undefined ? { principal: name, fingerprint: parsed.fingerprint } : { refused: fault };
}

/** Checks that a signature was made by the very key it names. It says nothing of whose key that is. */
export async function verifyByNamedKey(
  payload: SignedPayload,
  signature: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly fingerprint: string } | { readonly refused: string }> {
  const parsed = parse(payload, signature);
  if ('refused' in parsed) return parsed;
  const fault = await checkByKey(payload, signature, parsed.publicKey, env);
  return fault === undefined ? { fingerprint: parsed.fingerprint } : { refused: fault };
}

/** An auditor's own list of signers. */
export interface SignersList {
  /** An allowed_signers file, see ssh-keygen(1). */
  readonly allowedSigners: string;
  /** A key revocation list or a file of revoked public keys. */
  readonly revokedKeys?: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Checks a signature against an allowed_signers file as of a time (ISO), by which keys may be limited or revoked. */
export async function verifyByList(
  payload: SignedPayload,
  signature: string,
  time: string,
  list: SignersList,
): Promise<Verified> {
  const parsed = parse(payload, signature);
  if ('refused' in parsed) return parsed;
  return withPrivateFiles({ 'payload.sig': signature }, async (folder) => {
    const common = [
      '-s',
      join(folder, 'payload.sig'),
      '-f',
      list.allowedSigners,
      `-Overify-time=${verifyTime(time)}`,
    ];
    const found = await runTool('ssh-keygen', ['-Y', 'find-principals', ...common], { env: list.env });
    if (found === undefined) return { refused: keygenMissing };
    const principal = found.code === 0 ? found.stdout.split('\n')[0] : undefined;
    if (principal === undefined || principal === '')
      return { refused: `the key ${parsed.fingerprint} is not on the list of signers at ${time}` };
    if (/[*?!,]/.test(principal))
      return { refused: `the list of signers names “${principal}”, a pattern, where one person is needed` };
    const revoked = list.revokedKeys === undefined ? [] : ['-r', list.revokedKeys];
    const args = ['-Y', 'verify', '-I', principal, '-n', payload.namespace, ...common, ...revoked];
    const fault = verdict(await runTool('ssh-keygen', args, { env: list.env, stdin: payload.text }));
    return fault === undefined ? { principal, fingerprint: parsed.fingerprint } : { refused: fault };
  });
}

/** ssh-keygen takes a time in UTC as YYYYMMDDHHMMSSZ. */
function verifyTime(time: string): string {
  return `${time.replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
}

function parse(payload: SignedPayload, signature: string) {
  const parsed = parseSignature(signature);
  if (parsed === undefined) return { refused: 'it is not exactly one armoured SSH signature' };
  if (parsed.namespace === payload.namespace) return parsed;
  return { refused: `it was made for ${parsed.namespace}, expected ${payload.namespace}` };
}

function holds(holder: KeyHolder, publicKey: string): boolean {
  return holder.keys.some((key) => parsePublicKey(key)?.publicKey === publicKey);
}

/** The list holds one key under one fixed name: no person's name can act as a pattern there. */
async function checkByKey(
  payload: SignedPayload,
  signature: string,
  publicKey: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const files = {
    'payload.sig': signature,
    allowed_signers: `signer namespaces="${payload.namespace}" ${publicKey}\n`,
  };
  return withPrivateFiles(files, async (folder) => {
    const list = ['-f', join(folder, 'allowed_signers'), '-s', join(folder, 'payload.sig')];
    const args = ['-Y', 'verify', '-I', 'signer', '-n', payload.namespace, ...list];
    return verdict(await runTool('ssh-keygen', args, { env, stdin: payload.text }));
  });
}

function verdict(run: ToolRun | undefined): string | undefined {
  if (run === undefined) return keygenMissing;
  if (run.code === 0) return undefined;
  return `ssh-keygen refuses it (${run.stderr.trim().replaceAll(/\s+/g, ' ')})`;
}
