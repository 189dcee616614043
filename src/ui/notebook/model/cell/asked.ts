import { unreachable } from '../../../../problem/problem.ts';
import { visibleLine, visibleText } from '../../../../problem/visible-text.ts';
import type { Prompt } from '../../../../steps/prompt.ts';
import { shortText } from '../../../describe/short-names.ts';
import { fitLine } from '../../../text/fit.ts';
import { type Line, span } from '../../../text/line.ts';
import type { Scene } from '../scene.ts';
import { labelled, type Row, rowsOf } from './rows.ts';

/** Lines of a file that the page shows at least; the approval itself shows more. */
const fewestLines = 3;
/** Rows of the page that the question and what stands around it take. */
const otherRows = 14;

/** What a person is asked, beyond what the preview says of it. */
export function askedPart(scene: Scene, prompt: Prompt, columns: number): readonly Row[] {
  switch (prompt.kind) {
    case 'attest':
    case 'answer':
      return [];
    case 'choose':
      return rowsOf(
        'preview',
        prompt.choices.flatMap(({ value, goto }) =>
          goto === undefined ? [] : labelled('goes on', `at ${goto}, if it is ${value}`, columns),
        ),
      );
    case 'approve':
      return shownFiles(scene, columns);
    default:
      return unreachable(prompt);
  }
}

/** The files that an approval is bound to, by their bytes. */
function shownFiles({ inputs: { shown }, folders, page }: Scene, columns: number): readonly Row[] {
  const files = shown?.files ?? [];
  // The question is to stay in sight beside the files.
  const fileLines = Math.max(fewestLines, Math.floor((page.rows - otherRows) / files.length) - 2);
  return files.flatMap(({ path, sha256, text }) => {
    const lines = text.replace(/\n$/, '').split('\n');
    const left = lines.length - fileLines;
    const told = `  … ${String(left)} more ${left === 1 ? 'line' : 'lines'}: the approval shows them`;
    const more: readonly Line[] = left > 0 ? [[span(told, 'dim')]] : [];
    return rowsOf('output', [
      fitLine(
        [span(`  ${shortText(path, folders)}`, 'strong'), span(`  sha256 ${visibleText(sha256)}`, 'dim')],
        columns,
      ),
      ...lines
        .slice(0, fileLines)
        .map((each) => fitLine([span('  │ ', 'rule'), span(visibleLine(each, false))], columns)),
      ...more,
    ]);
  });
}
