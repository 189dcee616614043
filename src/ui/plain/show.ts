import { ok, type Result } from '../../problem/problem.ts';
import { visibleLine, visibleText } from '../../problem/visible-text.ts';
import { shownNow } from '../../session/engine/sign-off.ts';
import { keyRows } from '../describe/rehearsal-keys.ts';
import { undecided } from '../describe/undecided.ts';
import type { PlainContext } from './context.ts';
import { evidenceLines, previewLines, row, statusLines, stepHead } from './describe.ts';

/** Lines of a file that an approval shows; the rest is in the file. */
const fileLines = 200;
/** Lines of output that `output` shows again. */
const outputLines = 40;

/** The current step again, and the files that an approval is bound to. */
export async function showStep(context: PlainContext): Promise<Result<void>> {
  const { session, screen } = context;
  const planned = session.current;
  if (planned === undefined) return ok(undefined);
  const at = session.track.indexOf(planned);
  screen.lines(stepHead(planned, at + 1, session.track.length, screen));
  screen.lines(previewLines(session.preview(planned), session.state, screen));
  screen.lines(undecided(session).flatMap((name) => row('depends on', name, screen)));
  if (session.prompt?.kind !== 'approve') return ok(undefined);
  const seen = await shownNow(session);
  if (!seen.ok) return seen;
  for (const file of seen.value.files) {
    screen.line(screen.paint('bold', `  ${screen.safe(file.path)}  sha256 ${file.sha256}`));
    const lines = file.text.replace(/\n$/, '').split('\n');
    screen.lines(lines.slice(0, fileLines).map((line) => `    ${visibleLine(line, screen.colour)}`));
    if (lines.length > fileLines) screen.line(`    … ${lines.length - fileLines} more lines in the file`);
  }
  screen.lines(keyRows(session.deps.rehearsalKeys, session.prompt.roles).map((text) => `  ${text}`));
  return ok(undefined);
}

/** Where the last output is, and its last lines. */
export async function showOutput(context: PlainContext): Promise<Result<void>> {
  const { session, screen } = context;
  const { lastOutput } = session.state;
  if (lastOutput === undefined) {
    screen.line('  no step has printed anything yet');
    return ok(undefined);
  }
  const path = `${session.deps.journal.folder}/${lastOutput.path}`;
  screen.line(`  ${path}  ${lastOutput.bytes} bytes, sha256 ${lastOutput.sha256}`);
  const { files } = session.deps.ports;
  const tail = await files.readTail(path, 64 * 1024);
  const lines = tail.toString('utf8').replace(/\n$/, '').split('\n').slice(-outputLines);
  screen.lines(lines.map((line) => `    ${visibleLine(line, screen.colour)}`));
  return ok(undefined);
}

/** Every step and where it stands. */
export function showStatus({ session, screen }: PlainContext): Promise<Result<void>> {
  for (const planned of session.track) {
    const step = session.stepState(planned.id);
    screen.lines(
      statusLines(planned, step, screen, { prefix: planned === session.current ? '  → ' : '    ' }),
    );
    if (step.status.status === 'failed') screen.lines(evidenceLines(step.status.evidence, screen));
  }
  for (const note of session.state.notes) screen.line(`    note by ${note.actor}: ${visibleText(note.text)}`);
  return Promise.resolve(ok(undefined));
}
