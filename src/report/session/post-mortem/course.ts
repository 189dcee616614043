import { plainText, table } from '../../markdown/markdown.ts';
import { answeredText, signoffText } from '../timeline-step.ts';
import type { TimelineEntry, Tone } from '../timeline-entry.ts';
import { clockTime, type Facts, happened } from './facts.ts';

/** Everything that happened, in order; never by colour alone. */
export function timelineLines({ session }: Facts): readonly string[] {
  return table(
    ['Time (UTC)', 'Who', 'Step', 'What'],
    session.timeline.map((entry) => [
      `${entry.time.slice(0, 10)} ${clockTime(entry.time)}`,
      plainText(entry.actor),
      plainText(entry.step ?? ''),
      `${marks[entry.tone]}${plainText(entry.text)}`,
    ]),
  );
}

const marks: Readonly<Record<Tone, string>> = { good: '', plain: '', warning: '⚠ ', bad: '✗ ' };

/** What changed something, or told others: each attempt with its end. */
export function actionLines(facts: Facts): readonly string[] {
  const ends = new Map(
    happened(facts, 'step.finished').map(({ event }) => [
      `${event.step.id} ${String(event.step.attempt)}`,
      `${event.result}: ${event.summary}`,
    ]),
  );
  const rows = happened(facts, 'step.started')
    .filter(({ event }) => event.effect === 'change')
    .map(({ time, actor, event: { step, command, kind } }) => [
      clockTime(time),
      plainText(actor),
      plainText(step.id),
      plainText(command ?? kind),
      plainText(ends.get(`${step.id} ${String(step.attempt)}`) ?? 'no end is recorded'),
    ]);
  return rows.length === 0
    ? ['Nothing was changed.']
    : table(['Time (UTC)', 'Who', 'Step', 'What was run', 'Result'], rows);
}

/** What people, conditions and the decision matrix decided. */
export function decisionLines(facts: Facts): readonly string[] {
  const decided = facts.records.flatMap(({ envelope, event }): readonly string[] => {
    const at = `${clockTime(envelope.time)}, ${plainText(envelope.actor.id)}`;
    switch (event.type) {
      case 'step.answered':
        return [`- ${at}: ${plainText(event.step.id)}: ${plainText(answeredText(event))}`];
      case 'signoff': {
        const note = event.note === undefined ? '' : ` — ${plainText(event.note)}`;
        return event.kind === 'approve'
          ? [
              `- ${at}: ${plainText(event.step.id)}: ${plainText(signoffText(event, envelope.actor.id))}${note}`,
            ]
          : [];
      }
      case 'branch.entered':
        return [
          `- ${at}: entered ${plainText(event.branch)} from ${plainText(event.from)}: ${plainText(event.reason)}`,
        ];
      case 'step.finished': {
        const { 'decision-text': decision } = event.captures;
        return decision === undefined
          ? []
          : [`- ${at}: ${plainText(event.step.id)}: the matrix said: ${plainText(String(decision))}`];
      }
      default:
        return [];
    }
  });
  return decided.length === 0 ? ['None was recorded.'] : decided;
}

/** Where somebody left the way of the runbook: skipped, went on, went back, tried again, said no. */
export function deviationLines({ session, records }: Facts): readonly string[] {
  const seqs = new Set(records.filter(({ event }) => deviates(event)).map(({ envelope }) => envelope.seq));
  const entries = session.timeline.filter(({ seq }) => seqs.has(seq));
  return entries.length === 0 ? ['None: the runbook was walked as it is written.'] : entries.map(told);
}

function deviates(event: Facts['records'][number]['event']): boolean {
  switch (event.type) {
    case 'step.skipped':
      return event.cause === 'person' || event.cause === 'from';
    case 'step.continued':
    case 'step.resolved':
    case 'session.went-back':
    case 'runbook.adopted':
    case 'branch.entered':
    case 'hold.lost':
    case 'log.recovered':
    case 'clock.stepped':
      return true;
    case 'step.finished':
      return event.step.attempt > 1;
    case 'signoff':
      return event.decision === 'no' || event.evidence.some(({ result }) => result !== 'pass');
    default:
      return false;
  }
}

function told({ time, actor, step, text }: TimelineEntry): string {
  const at = `${clockTime(time)}, ${plainText(actor)}`;
  return `- ${at}: ${step === undefined ? '' : `${plainText(step)}: `}${plainText(text)}`;
}
