import type { SessionSummary } from '../../../session/log/session-summary.ts';
import { phaseText } from '../describe-session.ts';
import { timeText } from '../text.ts';
import type { TextStyle } from '../../text/style.ts';

/** The row of a session in a list: its id, where it stands, and what it is. */
export function summaryRow(summary: SessionSummary, style: TextStyle): readonly string[] {
  return [summary.id, paintedPhase(summary, style), aboutText(summary)];
}

function paintedPhase({ phase }: SessionSummary, style: TextStyle): string {
  const text = phaseText(phase);
  if (phase.phase !== 'ended') return style.paint('yellow', text);
  return style.paint(phase.outcome === 'completed' ? 'green' : 'red', text);
}

function aboutText({ runbook, environment, rehearsal, startedAt, actors, signoffs }: SessionSummary): string {
  const practised = rehearsal === undefined ? '' : ' (rehearsal)';
  const unsigned = signoffs.unsigned === 0 ? '' : `, ${signoffs.unsigned} unsigned`;
  return `${runbook} in ${environment.name}${practised}, ${timeText(startedAt)}, by ${actors.join(', ')}${unsigned}`;
}
