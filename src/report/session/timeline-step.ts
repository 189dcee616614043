import { formatDuration } from '../../runbook/values/duration.ts';
import { recordingNote } from '../../steps/recording.ts';
import { plural } from '../text/layout.ts';
import type { EventOf } from '../../session/events.ts';
import type { LoggedEvidence } from '../../session/state.ts';
import type { Detail, Told, Tone } from './timeline-entry.ts';

type Finished = EventOf<'step.finished'>;

/** How an attempt ended, with its command, output, files and findings. */
export function finishedEntry(event: Finished, started: EventOf<'step.started'> | undefined): Told {
  const word = event.offered === true ? `looked (${event.result})` : event.result;
  const attempt = event.step.attempt === 1 ? '' : `, attempt ${event.step.attempt}`;
  const stopped = event.stopped === undefined ? '' : `, stopped (${event.stopped})`;
  const took = tookText(event.milliseconds);
  return {
    step: event.step.id,
    text: `${word} in ${took}${attempt}${stopped}: ${event.summary}`,
    tone: toneOf(event),
    details: [
      ...detail('command', started?.command?.trimEnd()),
      ...outputDetails(event),
      ...detail('terminal', recordingNote(event.recording)),
      ...event.files.map(({ path, bytes }) => ({ label: 'file', text: `${path} (${sizeText(bytes)})` })),
      ...Object.entries(event.captures).map(([name, value]) => ({
        label: 'kept',
        text: `${name} = ${String(value)}`,
      })),
      ...event.secret_captures.map((name) => ({ label: 'kept', text: `${name} (secret)` })),
      ...detail(
        'clock',
        event.deadline === undefined ? undefined : `${event.deadline.label} by ${event.deadline.at}`,
      ),
      ...detail('clock', event.meets?.observed),
      ...evidenceDetails(event.evidence),
      ...problemDetails(event),
    ],
  };
}

function toneOf({ result }: Finished): Tone {
  switch (result) {
    case 'passed':
      return 'good';
    case 'failed':
    case 'error':
      return 'bad';
    case 'inconclusive':
      return 'warning';
  }
}

function outputDetails({ output }: Finished): readonly Detail[] {
  if (output === undefined) return [];
  const masked = output.redactions === 0 ? '' : `, ${plural(output.redactions, 'secret')} masked`;
  const cut = output.truncated ? ', cut' : '';
  return [{ label: 'output', text: `${output.path} (${sizeText(output.bytes)}${masked}${cut})` }];
}

function problemDetails({ problem, summary, evidence }: Finished): readonly Detail[] {
  if (problem === undefined) return [];
  return [
    ...(problem.message === summary ? [] : detail('problem', problem.message)),
    ...detail('cause', problem.cause),
    ...(evidence.some(({ next }) => next === problem.hint) ? [] : detail('next', problem.hint)),
  ];
}

/** What was found: all that did not pass, each with what was expected. */
export function evidenceDetails(evidence: LoggedEvidence): readonly Detail[] {
  return evidence
    .filter(({ result }) => result !== 'pass')
    .flatMap((each) => {
      const where = each.where === undefined ? '' : ` ${each.where}`;
      const since = each.since === undefined ? '' : `, since ${each.since}`;
      const text = `${each.what}${where}: ${each.observed}; expected ${each.expected}${since}`;
      return [
        { label: 'found', text },
        ...(each.details ?? []).map((line) => ({ label: '', text: line })),
        ...detail('next', each.next),
      ];
    });
}

/** Who gave a sign-off, and what vouches for it. */
export function signoffText(event: EventOf<'signoff'>, actor: string): string {
  const word =
    event.kind === 'approve' ? (event.decision === 'yes' ? 'approved' : 'refused') : attestWord(event);
  const role = event.role === undefined ? '' : ` as ${event.role}`;
  const proof =
    event.signature === undefined ? `unsigned, entered by ${actor}` : `signed with ${event.signature.key_fp}`;
  return `${word} by ${event.name}${role} (${proof})`;
}

function attestWord({ decision }: EventOf<'signoff'>): string {
  return decision === 'yes' ? 'ticked' : 'said no';
}

/** What was answered or chosen, and by whom. */
export function answeredText(event: EventOf<'step.answered'>): string {
  const given = [
    ...Object.entries(event.values).map(([name, value]) => `${name} = ${String(value)}`),
    ...event.secrets.map((name) => `${name} (secret)`),
  ];
  const by = event.cause === 'condition' ? 'chosen by its condition' : 'answered';
  const goto = event.goto === undefined ? '' : `; on to ${event.goto}`;
  return `${by}: ${given.join(', ')}${goto}`;
}

/** Bytes in the unit that people read. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Milliseconds as people say them: `12ms`, `1.2s`, `3m5s`. */
export function tookText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)}ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)}s`;
  return formatDuration(Math.round(milliseconds / 1000) * 1000);
}

function detail(label: string, text: string | undefined): readonly Detail[] {
  return text === undefined || text === '' ? [] : [{ label, text }];
}
