import { visibleText } from '../../problem/visible-text.ts';
import { labelled, plural, toText } from '../text/layout.ts';
import type { TextStyle } from '../text/style.ts';
import type { CaseFault, CaseResult } from './case-result.ts';
import { shellWord } from '../text/shell-word.ts';

/** One case as text: a line where it came out as expected; where it did not, what, and what to do next. */
export function caseAsText(result: CaseResult, style: TextStyle): string {
  const { runbook, name, milliseconds, faults, lines } = result;
  const good = faults.length === 0;
  const mark = good ? style.paint('green', 'ok  ') : style.paint('red', 'FAIL');
  const time = style.paint('dim', `${(milliseconds / 1000).toFixed(1)} s`);
  const head = `${mark}  ${visibleText(runbook)}: ${visibleText(name)}  ${time}`;
  if (good) return toText([head]);
  return toText([
    head,
    ...faults.flatMap((fault) => faultLines(fault, style)),
    ...lastLines(lines, style),
    ...kept(result, style),
  ]);
}

function faultLines({ what, expected, observed, next }: CaseFault, style: TextStyle): readonly string[] {
  return [
    `      ${style.paint('bold', visibleText(what))}`,
    ...row('expected', expected, style),
    ...row('observed', shortened(observed), style),
    ...(next === undefined ? [] : row('next', next, style)),
  ];
}

function row(label: string, text: string, { width }: TextStyle): readonly string[] {
  return labelled(label, visibleText(text), { indent: 8, label: 10, width });
}

/** A server may refuse sixteen things in as many sentences: the session holds them all. */
const mostCharacters = 400;

function shortened(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

function lastLines(lines: readonly string[], style: TextStyle): readonly string[] {
  if (lines.length === 0) return [];
  const shown = lines.map((line) => `        ${style.paint('dim', '│')} ${visibleText(line)}`);
  return ['        its last lines:', ...shown];
}

function kept({ path, name }: CaseResult, style: TextStyle): readonly string[] {
  const again = `teei-runbook test ${path} --case ${shellWord(name)} --keep`;
  return [`        ${style.paint('dim', `to keep the session: ${visibleText(again)}`)}`];
}

/** The last line of a run. */
export function totalAsText(results: readonly CaseResult[], style: TextStyle): string {
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  const good = results.length - failed;
  const told = `${plural(results.length, 'case')}: ${good} as expected, ${failed} not`;
  return toText(['', style.paint(failed === 0 ? 'green' : 'red', told)]);
}
