import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { err, errorText, ok, problem, type Result } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { sha256 } from '../../../session/log/digest.ts';
import { signoffNamespace } from '../../../session/log/signoff-payload.ts';
import type { Signed } from '../../../session/ports.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { openWorkplace } from '../../session/workplace.ts';
import { readRequest, type ReadRequest } from './read-request.ts';

/** `sign-off sign FILE`: writes FILE.sig by a key file, or by this user's own key. Gives 1 where nothing was signed. */
export async function signSignoffCommand(
  io: Io,
  options: { readonly file: string; readonly key?: string },
): Promise<number> {
  const request = await readRequest(resolve(io.cwd, options.file));
  const signed = request.ok ? await sign(io, request.value, options.key) : request;
  if (!request.ok || !signed.ok) {
    await reportProblems(io, signed.ok ? [] : signed.problems);
    return exitCode('failed');
  }
  await print(io.stdout, saidText(request.value, signed.value));
  return exitCode('completed');
}

async function sign(io: Io, request: ReadRequest, key: string | undefined): Promise<Result<Signed>> {
  const { file, text, named } = request;
  const shown = await readFile(`${file}.shown`).catch(() => undefined);
  if (shown !== undefined && sha256(shown) !== named.signoff.shown) {
    const hint = 'Ask for the request again, with both files as they were written';
    return err(problem('session/shown-changed', `${file}.shown is not what is to be signed.`, { hint }));
  }
  const workplace = await openWorkplace(io);
  if (!workplace.ok) return workplace;
  const { signer } = workplace.value;
  const payload = { namespace: signoffNamespace, text };
  const signed = await (key === undefined
    ? signer.sign(payload)
    : signer.signWith(resolve(io.cwd, key), payload));
  if (!signed.ok) return signed;
  try {
    await writeFile(`${file}.sig`, signed.value.signature);
    return ok(signed.value);
  } catch (thrown) {
    return err(problem('sign/file', `${file}.sig can’t be written.`, { cause: errorText(thrown) }));
  }
}

function saidText({ file, named }: ReadRequest, { fingerprint }: Signed): string {
  const { session, signoff } = named;
  const what = signoff.decision === 'yes' ? 'approval' : 'rejection';
  const note = signoff.note === undefined ? [] : [`  note     ${visibleText(signoff.note)}`];
  return [
    `Signed the ${what} of ${visibleText(signoff.step.id)} as ${visibleText(signoff.name)}:`,
    `  session  ${visibleText(session)}`,
    `  role     ${visibleText(signoff.role ?? '-')}`,
    `  key      ${fingerprint}`,
    ...note,
    `Give ${visibleText(file)} and ${visibleText(file)}.sig back to whoever asked.`,
    '',
  ].join('\n');
}
