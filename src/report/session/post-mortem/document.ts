import type { SessionRecord } from '../../../session/record.ts';
import { plainText } from '../../markdown/markdown.ts';
import { plural } from '../../text/layout.ts';
import type { DescribedSession } from '../describe-session.ts';
import { actionLines, decisionLines, deviationLines, timelineLines } from './course.ts';
import type { Facts } from './facts.ts';
import { causeLines, evidenceLines, peopleLines, questionLines, walkedText } from './findings.ts';
import { impactLines, summaryLines } from './impact.ts';

/**
 * A session as a post-mortem in Markdown, made of nothing but its log. Whatever came from outside stands in it as plain
 * text. It is whole for a session that still runs too, and says that it does.
 */
export function postMortem(session: DescribedSession, records: readonly SessionRecord[]): string {
  const facts: Facts = { session, records };
  const { state, signoffs } = session;
  const unsigned =
    signoffs.unsigned === 0
      ? []
      : [
          '',
          `Unsigned: ${String(signoffs.unsigned)} of ${plural(signoffs.all, 'sign-off')}. Nothing but the operating system vouches for who gave them.`,
        ];
  const lines = [
    `# Post-mortem: ${plainText(state.runbookId)}, ${session.startedAt.slice(0, 10)}`,
    '',
    ...summaryLines(facts),
    ...unsigned,
    ...section('Impact', impactLines(facts)),
    ...section('Root cause and follow-up', causeLines(facts)),
    ...section('Open questions', questionLines(facts)),
    ...section('Decisions', decisionLines(facts)),
    ...section('Actions', actionLines(facts)),
    ...section('Deviations', deviationLines(facts)),
    ...section('Evidence', evidenceLines(facts)),
    ...section('People', peopleLines(facts)),
    ...section('Timeline', timelineLines(facts)),
    '',
    `Made of the ${plural(records.length, 'record')} of the session’s log; ${walkedText(facts)}. Whether nobody changed it says \`teei-runbook sessions verify\`.`,
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', `## ${title}`, '', ...lines];
}
