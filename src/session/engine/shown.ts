import { createHash } from 'node:crypto';
import { err, errorText, ok, problem, type Result } from '../../problem/problem.ts';
import type { Files } from '../../steps/ports/files.ts';
import type { Preview } from '../../steps/preview.ts';
import type { PlannedStep } from '../plan.ts';

/** A file that an approval is bound to, by its bytes. */
export interface ShownFile {
  readonly path: string;
  readonly sha256: string;
  readonly text: string;
}

/** What a person is shown before a sign-off, and its digest, which the sign-off's signature covers. */
export interface Shown {
  readonly files: readonly ShownFile[];
  readonly digest: string;
  /** What the digest is of: the step as written and as resolved, and the digests of the files. */
  readonly text: string;
}

/** Reads the files that are shown and takes the digest over the step as written, as resolved, and those bytes. */
export async function shown(
  session: string,
  planned: PlannedStep,
  preview: Preview,
  paths: readonly string[],
  folder: string,
  files: Files,
): Promise<Result<Shown>> {
  const read: ShownFile[] = [];
  for (const path of paths) {
    const file = await readShown(path.startsWith('/') ? path : `${folder}/${path}`, files);
    if (!file.ok) return file;
    read.push(file.value);
  }
  const text = JSON.stringify({
    session,
    step: planned.id,
    digest: planned.step.digest,
    preview,
    files: read.map(({ path, sha256 }) => ({ path, sha256 })),
  });
  return ok({ files: read, digest: createHash('sha256').update(text).digest('hex'), text });
}

async function readShown(path: string, files: Files): Promise<Result<ShownFile>> {
  try {
    const bytes = await files.read(path);
    if (bytes === undefined) return err(unreadable(path, 'there is no such file'));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return ok({ path, sha256, text: bytes.toString('utf8') });
  } catch (thrown) {
    return err(unreadable(path, errorText(thrown)));
  }
}

function unreadable(path: string, why: string): ReturnType<typeof problem> {
  return problem(
    'session/shown-unreadable',
    `${path} is to be shown for approval and can't be read: ${why}`,
    {
      hint: 'Go back to the step that writes it',
    },
  );
}
