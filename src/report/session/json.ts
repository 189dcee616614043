import { type DescribedSession, phaseText } from './describe-session.ts';

/** What is said before its course, as `sessions list` says it too. */
function sessionSummary(session: DescribedSession): Readonly<Record<string, unknown>> {
  const { state, started, startedAt, lastAt, milliseconds, actors, signoffs } = session;
  return {
    id: state.session,
    runbook: state.runbookId,
    state: phaseText(state.phase),
    reason: state.phase.phase === 'open' ? undefined : state.phase.reason,
    environment: state.environment,
    rehearsal: state.rehearsal,
    pace: state.pace,
    mode: started.mode,
    startedAt,
    lastAt,
    milliseconds,
    actors,
    signoffs,
  };
}

/** A session as one JSON object: the summary, its steps as they stand, and everything that happened. */
export function sessionAsJson(session: DescribedSession): string {
  return `${JSON.stringify(sessionFields(session), undefined, 2)}\n`;
}

/** What `sessions show --json` tells of a session. */
export function sessionFields(session: DescribedSession): Readonly<Record<string, unknown>> {
  const { state, started, timeline } = session;
  return {
    ...sessionSummary(session),
    files: state.files,
    cluster: state.cluster,
    holds: [...state.holds.values()],
    deadlines: [...state.deadlines.values()],
    inventory: started.inventory,
    parameters: started.params,
    secrets: started.secrets,
    change: started.change,
    purpose: started.purpose,
    gitIdentity: started.git_identity,
    host: started.host,
    tool: started.tool,
    cwd: started.cwd,
    steps: [...state.steps].map(([id, { status, attempts, milliseconds }]) => ({
      id,
      ...status,
      attempts,
      milliseconds,
    })),
    timeline,
  };
}
