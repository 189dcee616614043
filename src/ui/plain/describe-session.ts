import { visibleText } from '../../problem/visible-text.ts';
import type { Session } from '../../session/engine/session.ts';
import { isSettled } from '../../session/state.ts';
import type { Sheet } from './describe.ts';
import type { Paint } from './paint.ts';
import { proseLines } from './prose.ts';

/** Where am I: runbook, environment, cluster, session. */
export function sessionHead(session: Session, paint: Paint): readonly string[] {
  const { state } = session;
  const { environment, cluster } = state;
  const kind =
    state.rehearsal === undefined ? (environment.production ? 'PRODUCTION' : 'not production') : 'REHEARSAL';
  return [
    paint('bold', visibleText(session.deps.plan.runbook.title)),
    `  environment  ${environment.name} (${kind})`,
    ...(cluster === undefined
      ? []
      : [
          `  cluster      ${cluster.context}, ${cluster.server}, namespace ${cluster.namespace}, Kubernetes ${cluster.version}`,
        ]),
    `  session      ${state.session}`,
    `  operator     ${state.operator}`,
  ];
}

/** How it ended, what the author says at the end, and where its log is. */
export function summary(session: Session, { paint, columns }: Sheet): readonly string[] {
  const { phase } = session.state;
  if (phase.phase !== 'ended') return [];
  const settled = session.track.filter(({ id }) => isSettled(session.stepState(id).status)).length;
  const style = phase.outcome === 'completed' ? 'green' : 'red';
  const reason = phase.reason === undefined ? '' : `: ${visibleText(phase.reason)}`;
  const epilogue = phase.outcome === 'completed' ? session.deps.plan.runbook.epilogue : '';
  return [
    ...proseLines(epilogue, [], columns, paint),
    '',
    paint(style, `${phase.outcome.toUpperCase()}${reason}`),
    `  ${settled} of ${session.track.length} steps, log in ${session.deps.journal.folder}`,
    `  look again   teei-runbook sessions show ${session.state.session}`,
  ];
}
