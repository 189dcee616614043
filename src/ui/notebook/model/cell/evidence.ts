import type { LoggedEvidence } from '../../../../session/state.ts';
import { evidenceTexts, type EvidenceText } from '../../../describe/evidence-text.ts';
import { type Place, shortText } from '../../../describe/short-names.ts';
import { indentLine } from '../../../text/fit.ts';
import type { Line, Tone } from '../../../text/line.ts';
import { wrapLines } from '../../../text/wrap.ts';
import { textColumns } from './rows.ts';

const marks = {
  pass: { mark: '✓', tone: 'good' },
  fail: { mark: '✗', tone: 'bad' },
  error: { mark: '✗', tone: 'bad' },
  inconclusive: { mark: '?', tone: 'warning' },
} as const satisfies Record<EvidenceText['result'], { mark: string; tone: Tone }>;

/**
 * Evidence: of what passed a line each, or a row each beside a failure; then in full what did not, so that it stands
 * where the eye is when all does not fit: at the end, beside what can be done.
 */
export function evidenceLines(
  evidence: LoggedEvidence,
  folders: readonly Place[],
  columns: number,
): readonly Line[] {
  const texts = evidenceTexts(evidence);
  const failed = texts.filter(({ result }) => result !== 'pass');
  const passed = texts
    .filter(({ result }) => result === 'pass')
    .map((each) => evidenceOf(each, folders, columns));
  return [
    ...(failed.length === 0 ? passed.flat() : passed.map((rows) => inOneRow(rows))),
    ...failed.flatMap((each) => evidenceOf(each, folders, columns)),
  ];
}

/** The first row, with a mark where there is more. */
function inOneRow(rows: readonly Line[]): Line {
  const [first = []] = rows;
  return rows.length === 1 ? first : [...first, { text: ' …', tone: 'dim' }];
}

function evidenceOf(
  { result, said, expected, details, next }: EvidenceText,
  folders: readonly Place[],
  columns: number,
): readonly Line[] {
  const { mark, tone } = marks[result];
  const width = textColumns(columns);
  const safe = (text: string): string => shortText(text, folders);
  const head = `  ${mark} ${result.padEnd(8)} `;
  const hanging = head.length;
  const under = (label: string, text: string): readonly Line[] => {
    const lead = `    ${label.padEnd(8)} `;
    return wrapLines(
      [
        { text: lead, tone: 'dim' },
        { text: safe(text), tone: 'plain' },
      ],
      width,
      hanging,
    );
  };
  return [
    ...wrapLines(
      [
        { text: head, tone },
        { text: safe(said), tone: 'plain' },
      ],
      width,
      hanging,
    ),
    ...(expected === undefined ? [] : under('expected', expected)),
    ...details.flatMap((text) =>
      wrapLines([{ text: safe(text), tone: 'dim' }], columns - hanging - 2).map(
        (line): Line => [...indentLine([{ text: '│ ', tone: 'rule' }], hanging), ...line],
      ),
    ),
    ...(next === undefined ? [] : under('next', next)),
  ];
}
