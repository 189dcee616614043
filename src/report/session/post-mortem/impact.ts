import { formatDuration } from '../../../runbook/values/duration.ts';
import { plainText, table } from '../../markdown/markdown.ts';
import { phaseText } from '../describe-session.ts';
import { timeText } from '../text.ts';
import { type Facts, happened, valueText } from './facts.ts';

/** What it was, where, how long, and how it stands. */
export function summaryLines(facts: Facts): readonly string[] {
  const { session } = facts;
  const { state, started } = session;
  const { phase } = state;
  const reason = phase.phase === 'open' || phase.reason === undefined ? '' : ` (${plainText(phase.reason)})`;
  const { name, namespace, production } = state.environment;
  return [
    ...(state.rehearsal === undefined
      ? []
      : [`**REHEARSAL** of ${plainText(state.rehearsal)}: nothing real was touched.`, '']),
    ...table(
      ['', ''],
      [
        ['Session', plainText(state.session)],
        ['Runbook', plainText(state.runbookId)],
        [
          'Where',
          `${plainText(name)}${production ? ' (production)' : ''}, namespace ${plainText(namespace)}`,
        ],
        ['Outcome', `${phaseText(phase)}${reason}`],
        ['Began', timeText(session.startedAt)],
        ['Last record', `${timeText(session.lastAt)}, ${spanText(session.milliseconds)} later`],
        ...(started.change === undefined ? [] : [['Change', plainText(started.change.ticket)]]),
        ...(started.purpose === undefined ? [] : [['Purpose', plainText(started.purpose)]]),
      ],
    ),
  ];
}

/** Who was affected, by what was said and measured. */
export function impactLines(facts: Facts): readonly string[] {
  const failures = happened(facts, 'step.finished').filter(
    ({ event }) => event.result === 'failed' || event.evidence.some(({ result }) => result === 'fail'),
  );
  const [first] = failures;
  const last = failures.at(-1);
  const rates = happened(facts, 'step.finished').flatMap(({ time, event }) => {
    const rate = event.captures['error-rate'];
    return rate === undefined ? [] : [`${String(rate)} % at ${timeText(time)}`];
  });
  const failing = [
    ...new Set(
      happened(facts, 'step.finished').flatMap(({ event }) => [
        ...(event.failing ?? []),
        ...String(event.captures['failing'] ?? '')
          .split(',')
          .filter(Boolean),
      ]),
    ),
  ];
  const said = (label: string, name: string): readonly string[] => {
    const text = valueText(facts, name);
    return text === undefined ? [] : [`- ${label}: ${plainText(text)}`];
  };
  const lines = [
    ...said('Severity', 'severity'),
    ...said('Noticed', 'noticed'),
    ...said('Affected', 'affected'),
    ...(failing.length === 0 ? [] : [`- Services that failed: ${failing.map(plainText).join(', ')}`]),
    ...(rates.length === 0 ? [] : [`- Error rate: ${rates.join(', ')}`]),
    ...(first === undefined || last === undefined
      ? []
      : [
          first === last
            ? `- A failure was seen at ${timeText(first.time)}.`
            : `- Failures were seen from ${timeText(first.time)} to ${timeText(last.time)}, ${spanText(Date.parse(last.time) - Date.parse(first.time))}, ${String(failures.length)} times.`,
        ]),
    ...happened(facts, 'step.finished').flatMap(({ event: { meets } }) =>
      meets === undefined ? [] : [`- ${plainText(meets.observed)}`],
    ),
  ];
  return lines.length === 0 ? ['Nothing was recorded of it.'] : lines;
}

/** Milliseconds in whole seconds, as people say them. */
function spanText(milliseconds: number): string {
  return formatDuration(Math.max(0, Math.round(milliseconds / 1000) * 1000));
}
