import { unreachable } from '../../../problem/problem.ts';
import type { EventOf } from '../../../session/events.ts';
import { isSettled, type StepState } from '../../../session/state.ts';
import { codeBlock, plainText, table } from '../../markdown/markdown.ts';
import { clockTime, type Facts, happened, valueText } from './facts.ts';

/** What was found that is not as it should be, and the files that hold the rest. */
export function evidenceLines(facts: Facts): readonly string[] {
  const finished = happened(facts, 'step.finished');
  const found = finished.flatMap(({ time, event }) =>
    event.evidence
      .filter(({ result }) => result !== 'pass')
      .flatMap((each) => [
        `- ${clockTime(time)}, ${plainText(event.step.id)}: ${plainText(each.what)}: ${plainText(each.observed)}; expected ${plainText(each.expected)}`,
        ...(each.details === undefined ? [] : ['', ...indented(codeBlock(each.details.join('\n'))), '']),
      ]),
  );
  const files = finished.flatMap(({ event }) => filesOf(event));
  return [
    ...(found.length === 0 ? ['Nothing was found that is not as it should be.'] : found),
    '',
    ...table(['Step', 'File of the session', 'SHA-256'], files),
  ];
}

/** Files of one attempt that are named; the log names them all. */
const mostFiles = 6;

function filesOf({ step, output, files }: EventOf<'step.finished'>): readonly (readonly string[])[] {
  const all = [...(output === undefined ? [] : [output]), ...files];
  const rows = all.slice(0, mostFiles).map(({ path, sha256 }) => [step.id, path, sha256].map(plainText));
  const more = all.length - rows.length;
  const folder = `steps/${step.id}/${String(step.attempt)}`;
  return more === 0
    ? rows
    : [...rows, [plainText(step.id), `and ${String(more)} more in ${plainText(folder)}`, '']];
}

/** What nobody has answered: what was not verified, what was asked in notes, and what the document itself lacks. */
export function questionLines(facts: Facts): readonly string[] {
  const { state } = facts.session;
  const steps = [...state.steps].flatMap(([id, step]) => openStep(id, step));
  const doubted = happened(facts, 'step.resolved').flatMap(({ event: { step, resolution, reason } }) =>
    resolution === 'done'
      ? [`${step.id} was taken as done by what a person said: ${reason}. Is that so?`]
      : [],
  );
  const asked = state.notes.filter(({ text }) => text.includes('?')).map(({ text }) => text);
  const held = [...state.holds.values()].flatMap(({ status, what }) =>
    status === 'lost' || status === 'left' ? [`What became of ${what}?`] : [],
  );
  const lacking = [
    ...(valueText(facts, 'root-cause') === undefined ? ['What was the root cause?'] : []),
    ...(valueText(facts, 'follow-up') === undefined ? ['What is to be done, by whom and until when?'] : []),
    ...(state.phase.phase === 'ended' ? [] : ['The session has not ended: is the incident over?']),
  ];
  const all = [...steps, ...doubted, ...asked, ...held, ...lacking];
  return all.length === 0 ? ['None.'] : all.map((text) => `- ${plainText(text)}`);
}

function openStep(id: string, { status }: StepState): readonly string[] {
  switch (status.status) {
    case 'inconclusive':
      return [`${id} could not be told: ${status.summary}`];
    case 'failed':
      return [`${id} failed, and nothing came after: ${status.summary}`];
    case 'continued':
      return [`${id} failed, and the session went on: ${status.reason}. Is it mended?`];
    case 'skipped':
      return status.cause === 'person' || status.cause === 'from'
        ? [`${id} was skipped: ${status.reason}. Does that matter?`]
        : [];
    case 'interrupted':
      return [`${id} was interrupted: what became of it?`];
    case 'pending':
    case 'running':
    case 'looked':
    case 'passed':
    case 'signed':
    case 'answered':
      return [];
    default:
      return unreachable(status);
  }
}

/** Root cause and follow-up, as they were said. */
export function causeLines(facts: Facts): readonly string[] {
  const told = (label: string, name: string): string => {
    const text = valueText(facts, name);
    return `- ${label}: ${text === undefined ? 'not said yet' : plainText(text)}`;
  };
  return [told('Root cause', 'root-cause'), told('Follow-up', 'follow-up')];
}

/** Who took part, and as what. */
export function peopleLines(facts: Facts): readonly string[] {
  const parts = new Map<string, Set<string>>();
  const add = (name: string, part: string): void => {
    parts.set(name, (parts.get(name) ?? new Set()).add(part));
  };
  for (const name of facts.session.actors) add(name, 'operated');
  for (const { event } of happened(facts, 'signoff')) {
    const proof = event.signature === undefined ? 'unsigned' : 'signed';
    const role = event.role === undefined ? '' : ` as ${event.role}`;
    add(event.name, event.kind === 'approve' ? `decided${role} (${proof})` : `ticked${role} (${proof})`);
  }
  for (const { event } of happened(facts, 'session.handed-over')) add(event.to, 'took it over');
  return [...parts].map(([name, done]) => `- ${plainText(name)}: ${[...done].map(plainText).join(', ')}`);
}

/** How many steps are settled, for the end of the document. */
export function walkedText({ session: { state } }: Facts): string {
  const settled = [...state.steps.values()].filter(({ status }) => isSettled(status)).length;
  return `${String(settled)} steps were settled`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
