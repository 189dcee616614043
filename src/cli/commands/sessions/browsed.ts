import type { ListedSession } from '../../../platform/journal/summaries/read-summary.ts';
import { courseOf } from '../../../report/session/course/course.ts';
import { timeText } from '../../../report/session/text.ts';
import type { SessionEvent } from '../../../session/events.ts';
import type { SessionSummary } from '../../../session/log/session-summary.ts';
import type { Tombstone } from '../../../session/log/tombstone.ts';
import { actorName, type SessionRecord } from '../../../session/record.ts';
import { sessionTag } from '../../../ui/describe/target.ts';
import type {
  SessionAbout,
  SessionCourse,
  SessionRow,
  StepOutput,
} from '../../../ui/sessions/sessions-view.ts';

/** The rows of the list, removed sessions among the others, newest first. */
export function rowsFor(
  listed: readonly ListedSession[],
  removed: readonly Tombstone[],
): readonly SessionRow[] {
  if (removed.length === 0) return listed.map(rowOf);
  return [...listed.map(rowOf), ...removed.map(removedRow)].toSorted((one, other) =>
    one.id < other.id ? 1 : -1,
  );
}

function rowOf(session: ListedSession): SessionRow {
  const { id, bytes } = session;
  switch (session.state) {
    case 'begun':
      return { id, bytes, about: aboutOf(session.summary), unread: undefined };
    case 'not begun':
      return {
        id,
        bytes,
        about: undefined,
        unread: { word: 'not begun', why: 'it ended before its first record.' },
      };
    case 'damaged':
      return { id, bytes, about: undefined, unread: { word: 'damaged', why: session.message } };
  }
}

function aboutOf(summary: SessionSummary): SessionAbout {
  const { runbook, environment, cluster, phase, startedAt, lastAt, actors } = summary;
  const reason = phase.phase === 'open' ? undefined : phase.reason;
  return {
    runbook,
    environment: environment.name,
    tag: sessionTag(summary),
    ...(cluster === undefined ? {} : { cluster: cluster.context }),
    outcome: phase.phase === 'ended' ? phase.outcome : 'unfinished',
    ...(reason === undefined ? {} : { reason }),
    startedAt,
    milliseconds: Math.max(0, Date.parse(lastAt) - Date.parse(startedAt)),
    by: actors,
  };
}

function removedRow({
  session,
  runbook,
  environment,
  outcome,
  removed_at,
  removed_by,
}: Tombstone): SessionRow {
  const why = `removed by ${actorName(removed_by)}, ${timeText(removed_at)}: ${runbook} in ${environment}, ${outcome}.`;
  return { id: session, bytes: 0, about: undefined, unread: { word: 'removed', why } };
}

/** What happened in a session, with the outputs that its log names. */
export function courseFor(records: readonly SessionRecord[]): SessionCourse {
  const outputs = outputsOf(records);
  return {
    entries: courseOf(records).map((entry) => {
      const output = outputs.get(entry.seq);
      return output === undefined ? entry : { ...entry, output };
    }),
  };
}

/** By the number of the record that tells of the end of the attempt. */
function outputsOf(records: readonly SessionRecord[]): ReadonlyMap<number, StepOutput> {
  const commands = new Map<string, string>();
  const outputs = new Map<number, StepOutput>();
  for (const { event, envelope } of records) {
    if (event.type === 'step.started') commands.set(keyOf(event.step), event.command ?? '');
    if (event.type !== 'step.finished' && event.type !== 'step.resolved') continue;
    const { output } = event;
    if (output === undefined) continue;
    outputs.set(envelope.seq, {
      path: output.path,
      attempt: event.step.attempt,
      command: commands.get(keyOf(event.step)) ?? '',
      ended: event.type === 'step.finished' ? event : undefined,
      recorded: { bytes: output.bytes, truncated: output.truncated },
    });
  }
  return outputs;
}

type Attempt = Extract<SessionEvent, { readonly type: 'step.started' }>['step'];

function keyOf({ id, attempt }: Attempt): string {
  return `${id} ${attempt}`;
}
