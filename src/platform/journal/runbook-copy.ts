import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { isDigest, sha256 } from '../../session/log/digest.ts';
import { writeDurably } from './durable-file.ts';
import { runbookPath } from './layout.ts';
import { fileProblem } from './system-error.ts';

/** Copies a runbook's text into the session, under the digest of its UTF-8 bytes. */
export async function keepRunbook(folder: string, digest: string, text: string): Promise<Result<void>> {
  if (sha256(text) !== digest) return err(digestProblem(digest, sha256(text)));
  try {
    await writeDurably(join(folder, runbookPath(digest)), text);
    return ok(undefined);
  } catch (thrown) {
    return err(
      fileProblem('log/write-failed', `The runbook ${digest} can’t be copied into the session.`, thrown),
    );
  }
}

/** Reads a copy back, and refuses one that is no longer what was kept. */
export async function readRunbook(folder: string, digest: string): Promise<Result<string>> {
  if (!isDigest(digest)) return err(digestProblem(digest, 'no digest at all'));
  try {
    const bytes = await readFile(join(folder, runbookPath(digest)));
    const found = sha256(bytes);
    return found === digest ? ok(bytes.toString('utf8')) : err(digestProblem(digest, found));
  } catch (thrown) {
    return err(
      fileProblem('log/unreadable', `The session’s copy ${runbookPath(digest)} can’t be read.`, thrown),
    );
  }
}

function digestProblem(expected: string, found: string) {
  return problem('log/runbook-digest', `The runbook’s digest is ${found}, expected ${expected}.`, {
    hint: 'Verify the session; the copy of its runbook is not the one it began with',
  });
}
