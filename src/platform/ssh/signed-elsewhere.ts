import { open, readFile } from 'node:fs/promises';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { parseSignoffPayload, payloadDifference } from '../../session/log/signoff-payload.ts';
import { parseSignature } from '../../session/log/sshsig.ts';
import type { Signed, SignedPayload } from '../../session/ports.ts';

/** A request for a sign-off has a few lines of text. */
const longest = 64 * 1024;

/**
 * The signature of a requested sign-off, from the file beside it. Undefined: the file is none of these, so it is a key. The
 * signature itself is not checked yet.
 */
export async function signedElsewhere(
  path: string,
  payload: SignedPayload,
): Promise<Result<Signed> | undefined> {
  const file = path.replace(/\.sig$/, '');
  const text = await readStart(file);
  if (text === undefined || parseSignoffPayload(text) === undefined) return undefined;
  const difference = payloadDifference(payload.text, text);
  if (difference !== undefined) {
    const message = `${file} was signed for something else: its ${difference} is not the one that waits here.`;
    const hint =
      difference === 'name' || difference === 'note'
        ? 'Approve in the name and with the words that it was asked for with'
        : 'Ask for the approval again: sign-off request';
    return err(problem('sign/other-request', message, { hint }));
  }
  const signature = await readFile(`${file}.sig`, 'utf8').catch(() => '');
  const parsed = parseSignature(signature);
  if (parsed !== undefined) return ok({ signature, fingerprint: parsed.fingerprint });
  return err(
    problem('sign/failed', `${file}.sig is missing, or not exactly one armoured SSH signature.`, {
      hint: 'Put the signature beside it, as ssh-keygen wrote it',
    }),
  );
}

async function readStart(file: string): Promise<string | undefined> {
  const opened = await open(file, 'r').catch(() => undefined);
  if (opened === undefined) return undefined;
  try {
    const { bytesRead, buffer } = await opened.read(Buffer.alloc(longest), 0, longest, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await opened.close();
  }
}
