import { unreachable } from '../../problem/problem.ts';
import { formatDuration } from '../../runbook/values/duration.ts';
import { branchText } from '../../session/branch-text.ts';
import type { EventOf } from '../../session/events.ts';
import type { SessionRecord } from '../../session/record.ts';
import type { Detail, TimelineEntry, Told } from './timeline-entry.ts';
import { tellHold } from './timeline-hold.ts';
import { answeredText, evidenceDetails, finishedEntry, signoffText } from './timeline-step.ts';

/** Everything that happened, in the order of the log. What only keeps the log in order is left out. */
export function timelineOf(records: readonly SessionRecord[]): readonly TimelineEntry[] {
  const started = new Map<string, EventOf<'step.started'>>();
  const ended = endedAttempts(records);
  return records.flatMap((record) => {
    const { event, envelope } = record;
    if (event.type === 'step.started') started.set(attemptKey(event.step), event);
    const told = tell(record, started, ended);
    if (told === undefined) return [];
    return [{ seq: envelope.seq, time: envelope.time, actor: envelope.actor.id, details: [], ...told }];
  });
}

function attemptKey(step: { readonly id: string; readonly attempt: number }): string {
  return `${step.id} ${step.attempt}`;
}

function endedAttempts(records: readonly SessionRecord[]): ReadonlySet<string> {
  return new Set(
    records.flatMap(({ event }) =>
      event.type === 'step.finished' || event.type === 'step.resolved' ? [attemptKey(event.step)] : [],
    ),
  );
}

function tell(
  { event, envelope }: SessionRecord,
  started: ReadonlyMap<string, EventOf<'step.started'>>,
  ended: ReadonlySet<string>,
): Told | undefined {
  switch (event.type) {
    case 'step.started':
      return ended.has(attemptKey(event.step)) ? undefined : unfinished(event);
    case 'step.finished':
      return finishedEntry(event, started.get(attemptKey(event.step)));
    case 'step.resolved': {
      const words = { done: 'said to be done', failed: 'said to have failed', retry: 'to be tried again' };
      const tone = event.resolution === 'failed' ? 'bad' : 'warning';
      const output = event.output === undefined ? [] : [{ label: 'output', text: event.output.path }];
      const text = `interrupted, ${words[event.resolution]}: ${event.reason}`;
      return { step: event.step.id, text, tone, details: output };
    }
    case 'step.skipped':
      return {
        step: event.id,
        text: `skipped (${skipCause[event.cause]}): ${event.reason}`,
        tone: 'warning',
      };
    case 'step.continued':
      return { step: event.step.id, text: `went on after the failure: ${event.reason}`, tone: 'warning' };
    case 'step.answered':
      return { step: event.step.id, text: answeredText(event), tone: 'plain' };
    case 'signoff':
      return signoff(event, envelope.actor.id);
    case 'step.spawned':
      return undefined;
    case 'checkpoint':
      return unpublished(event);
    default:
      return tellSession(event);
  }
}

/** A checkpoint itself is nothing that happened; that nobody else keeps its head is. */
function unpublished({ unpublished: failed = [] }: EventOf<'checkpoint'>): Told | undefined {
  if (failed.length === 0) return undefined;
  const texts = failed.map(
    ({ checkpoint, to, observed }) => `checkpoint ${checkpoint} by ${to}: ${observed}`,
  );
  return { text: `not witnessed: ${texts.join('; ')}`, tone: 'warning' };
}

const skipCause = {
  person: 'by a person',
  when: 'its condition',
  from: '--from',
  decide: 'the choice',
} as const;

function unfinished(event: EventOf<'step.started'>): Told {
  const details = event.command === undefined ? [] : [{ label: 'command', text: event.command.trimEnd() }];
  return { step: event.step.id, text: 'started; no end is recorded', tone: 'warning', details };
}

function signoff(event: EventOf<'signoff'>, actor: string): Told {
  const tone = event.decision === 'no' ? 'bad' : event.signature === undefined ? 'warning' : 'good';
  const note = event.note === undefined ? [] : [{ label: 'note', text: event.note }];
  const details = [...note, ...evidenceDetails(event.evidence)];
  return { step: event.step.id, text: signoffText(event, actor), tone, details };
}

type SessionEventOf = Exclude<
  SessionRecord['event'],
  { readonly type: `step.${string}` | 'signoff' | 'checkpoint' }
>;

function tellSession(event: SessionEventOf): Told | undefined {
  switch (event.type) {
    case 'session.started':
      return { text: `started ${event.mode}`, tone: 'plain' };
    case 'session.resumed':
      return { text: `resumed ${event.mode} on ${event.host.name}`, tone: 'plain' };
    case 'session.paused':
      return { text: `paused: ${event.reason}`, tone: 'plain' };
    case 'session.handed-over':
      return { text: `handed over to ${event.to}: ${event.note}`, tone: 'plain' };
    case 'session.ended': {
      const why = event.reason === undefined ? '' : `: ${event.reason}`;
      return { text: `ended, ${event.outcome}${why}`, tone: event.outcome === 'completed' ? 'good' : 'bad' };
    }
    case 'session.went-back':
      return {
        step: event.to,
        text: `went back to this step: ${event.reason}`,
        tone: 'warning',
        details: voided(event.voided),
      };
    case 'runbook.adopted':
      return { text: 'took up the changed runbook', tone: 'warning', details: voided(event.voided) };
    case 'branch.entered':
      return { step: event.from, text: `entered ${branchText(event)}: ${event.reason}`, tone: 'warning' };
    case 'note':
      return {
        ...(event.step === undefined ? {} : { step: event.step }),
        text: `note: ${event.text}`,
        tone: 'plain',
      };
    case 'hold.lost':
    case 'hold.retaking':
    case 'hold.kept':
    case 'hold.releasing':
    case 'hold.released':
      return tellHold(event);
    case 'clock.stepped':
      return { text: `the clock was set ${clockText(event.milliseconds)}`, tone: 'warning' };
    case 'log.recovered':
      return {
        text: `the log was recovered: ${event.bytes} bytes of an unfinished record were put aside`,
        tone: 'warning',
        details: [{ label: 'aside', text: event.aside }],
      };
    default:
      return unreachable(event);
  }
}

function voided(steps: readonly string[]): readonly Detail[] {
  return steps.length === 0 ? [] : [{ label: 'void', text: steps.join(', ') }];
}

function clockText(milliseconds: number): string {
  return `${milliseconds < 0 ? 'back' : 'forward'} by ${formatDuration(Math.abs(milliseconds))}`;
}
