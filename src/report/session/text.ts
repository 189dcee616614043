import { visibleText } from '../../problem/visible-text.ts';
import { formatDuration } from '../../runbook/values/duration.ts';
import { labelled, padTo, plural, toText, wrap } from '../text/layout.ts';
import type { TextStyle } from '../text/style.ts';
import { type DescribedSession, phaseText } from './describe-session.ts';
import type { Detail, TimelineEntry } from './timeline-entry.ts';
import { markOf, paintTone } from './tone-text.ts';

/** A session as text: how far it can be believed, what it was, and everything that happened. */
export function sessionAsText(session: DescribedSession, style: TextStyle): string {
  return toText([
    ...proofLines(session, style),
    style.paint('bold', `${session.state.session}: ${outcomeText(session)}`),
    ...sessionFacts(session).flatMap(([label, text]) =>
      labelled(style.paint('dim', label), text, { indent: 0, label: 13, width: style.width }),
    ),
    ...timelineLines(session.timeline, style),
  ]);
}

/** What is not signed is said before anything else. */
function proofLines({ signoffs }: DescribedSession, style: TextStyle): readonly string[] {
  if (signoffs.unsigned === 0) return [];
  const text = `Unsigned: ${signoffs.unsigned} of ${plural(signoffs.all, 'sign-off')}. Nothing but the operating system vouches for who gave them.`;
  return [...wrap(text, style.width).map((line) => style.paint('yellow', line)), ''];
}

/** Where it stands, and why. */
function outcomeText({ state }: DescribedSession): string {
  const { phase } = state;
  const reason = phase.phase === 'open' ? undefined : phase.reason;
  return reason === undefined ? phaseText(phase) : `${phaseText(phase)} (${visibleText(reason)})`;
}

/** What it was, where, by whom and from what: each with its label. */
export function sessionFacts(session: DescribedSession): readonly (readonly [label: string, text: string])[] {
  const { state, started } = session;
  const { runbook, host, tool, inventory } = started;
  const { name, production, namespace } = state.environment;
  const revision =
    runbook.git_rev === undefined
      ? ''
      : `, git ${runbook.git_rev}${runbook.dirty === true ? ' with changes' : ''}`;
  const given = Object.entries(started.params).map(([key, value]) => `${key} = ${String(value)}`);
  const parameters = [...given, ...started.secrets.map((key) => `${key} (secret)`)];
  return [
    ...(state.rehearsal === undefined
      ? []
      : [
          [
            'rehearsal',
            `yes: ${visibleText(state.rehearsal)}, ${String(state.pace ?? 1)} times as fast. Nothing real was touched`,
          ] as const,
        ]),
    ['runbook', `${runbook.id} (${runbook.path}${revision})`],
    ['sha256', runbook.sha256],
    ['environment', `${name}${production ? ' (production)' : ''}, namespace ${namespace}`],
    ...(state.cluster === undefined
      ? []
      : [
          ['cluster', `${state.cluster.context}, ${state.cluster.server}, uid ${state.cluster.uid}`] as const,
        ]),
    ...heldNow(session),
    ...(inventory === undefined
      ? []
      : [['inventory', `${inventory.path}, sha256 ${inventory.sha256}`] as const]),
    ...(parameters.length === 0 ? [] : [['parameters', parameters.join(', ')] as const]),
    ...occasionFacts(session),
    ['began', `${timeText(session.startedAt)}, ${started.mode}, on ${host.name} in ${started.cwd}`],
    [
      'last record',
      `${timeText(session.lastAt)}, ${formatDuration(Math.round(session.milliseconds / 1000) * 1000)} later`,
    ],
    ['by', session.actors.join(', ')],
    ...accountFacts(session),
    ['tool', `teei-runbook ${tool.version}`],
  ];
}

/** Where somebody has said who they are, the accounts at which they did. */
function accountFacts({
  actors,
  accounts,
}: DescribedSession): readonly (readonly [label: string, text: string])[] {
  const same = accounts.every((account) => actors.includes(account));
  return same ? [] : [['account', `${accounts.join(', ')}; the names are as they were said`]];
}

/** What it was for, and who git says began it. */
function occasionFacts({ started }: DescribedSession): readonly (readonly [label: string, text: string])[] {
  const { change, purpose, git_identity: git } = started;
  const { name = '', email } = git ?? {};
  const identity = email === undefined ? name : `${name} <${email}>`.trimStart();
  return [
    ...(change === undefined ? [] : [['change', change.ticket] as const]),
    ...(purpose === undefined ? [] : [['purpose', purpose] as const]),
    ...(identity === '' ? [] : [['git identity', identity] as const]),
  ];
}

/** What it holds, or holds no more although it should. What it has given up is in the timeline. */
function heldNow({ state }: DescribedSession): readonly (readonly [label: string, text: string])[] {
  return [...state.holds.values()]
    .filter(({ status }) => status !== 'released')
    .map(({ status, what, since, observed, next }) => {
      if (status === 'held') return ['holds', `${what}, since ${timeText(since)}`] as const;
      return [heldWords[status], [what, observed, ...(next === undefined ? [] : [next])].join(': ')] as const;
    });
}

const heldWords = { lost: 'lost', left: 'still held', releasing: 'giving up', released: 'given up' } as const;

/** `2026-01-02 03:04:05 UTC`. */
export function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

const timeColumns = 10;

function timelineLines(timeline: readonly TimelineEntry[], style: TextStyle): readonly string[] {
  const idColumns = Math.min(28, Math.max(8, ...timeline.map(({ step }) => (step ?? '').length + 2)));
  return timeline.flatMap((entry, index) => {
    const day = entry.time.slice(0, 10);
    const newDay = timeline[index - 1]?.time.slice(0, 10) !== day;
    return [
      ...(newDay ? ['', style.paint('bold', visibleText(day))] : []),
      ...entryLines(entry, idColumns, style),
    ];
  });
}

function entryLines(entry: TimelineEntry, idColumns: number, style: TextStyle): readonly string[] {
  const left = timeColumns + idColumns;
  const time = padTo(visibleText(entry.time.slice(11, 19)), timeColumns);
  const step = visibleText(entry.step ?? '');
  const lines = wrap(`${markOf[entry.tone]}${entry.text}`, style.width - left).map((line) =>
    paintTone(entry.tone, line, style),
  );
  const apart = step.length > idColumns - 2;
  const head = `${style.paint('dim', time)}${padTo(step, idColumns)}`;
  const indent = ' '.repeat(left);
  const body = apart
    ? [head.trimEnd(), ...lines.map((line) => indent + line)]
    : [head + (lines[0] ?? ''), ...lines.slice(1).map((line) => indent + line)];
  return [...body, ...entry.details.flatMap((each) => detailLines(each, timeColumns, style))];
}

function detailLines({ label, text }: Detail, indent: number, style: TextStyle): readonly string[] {
  return labelled(style.paint('dim', label), text, { indent, label: 9, width: style.width });
}
