import { visibleText } from '../../problem/visible-text.ts';
import type { Session } from '../../session/engine/session.ts';
import { holdWords } from '../describe/holds.ts';
import { sessionEnd } from '../describe/session-end.ts';
import { rehearsalText, sessionTag } from '../describe/target.ts';
import type { Sheet } from './describe.ts';
import type { Paint } from './paint.ts';
import { proseLines } from './prose.ts';

/** Where am I: runbook, environment, cluster, session. */
export function sessionHead(session: Session, paint: Paint): readonly string[] {
  const { state } = session;
  const { environment, cluster } = state;
  return [
    paint('bold', visibleText(session.deps.plan.runbook.title)),
    `  environment  ${environment.name} (${sessionTag(state)})`,
    ...(cluster === undefined
      ? []
      : [
          `  cluster      ${cluster.context}, ${cluster.server}, namespace ${cluster.namespace}, Kubernetes ${cluster.version}`,
        ]),
    ...(state.rehearsal === undefined
      ? []
      : [`  rehearsal    ${rehearsalText(state.rehearsal, state.pace)}`]),
    `  session      ${state.session}`,
    `  operator     ${state.operator}`,
    ...holdRows(state, paint),
  ];
}

/** What the session holds, and what it has lost or could not give up. */
function holdRows(state: Session['state'], paint: Paint): readonly string[] {
  return holdWords(state).map(({ word, what, why, good }) => {
    const text = `  ${word.padEnd(12)} ${what}${why === undefined ? '' : `: ${why}`}`;
    return good ? text : paint('red', text);
  });
}

/** How it ended, what the author says at the end, and where its log is. */
export function summary(session: Session, { paint, columns }: Sheet): readonly string[] {
  const end = sessionEnd(session);
  if (end === undefined) return [];
  const epilogue = end.good ? session.deps.plan.runbook.epilogue : '';
  const reason = end.reason === '' ? '' : `: ${visibleText(end.reason)}`;
  return [
    ...proseLines(epilogue, [], columns, paint),
    '',
    paint(end.good ? 'green' : 'red', `${end.outcome}${reason}`),
    ...holdRows(session.state, paint),
    `  steps        ${end.counts}`,
    `  log          ${end.log}`,
    `  look again   ${end.again}`,
  ];
}
