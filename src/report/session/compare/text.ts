import { visibleText } from '../../../problem/visible-text.ts';
import { labelled, plural } from '../../text/layout.ts';
import type { TextStyle } from '../../text/style.ts';
import { sizeText, tookText } from '../timeline-step.ts';
import type { Comparison, Difference, StepComparison, StepEnd } from './compare.ts';

/** The lines that the outputs of a step do not share, by its id; undefined: they can't be told. */
export type ChangedLines = ReadonlyMap<string, readonly string[] | undefined>;

const mostLines = 20;

/** A comparison as lines: what is not the same of the sessions, then step by step. `all`: steps that are alike too. */
export function comparisonLines(
  { facts, steps }: Comparison,
  changed: ChangedLines,
  options: { readonly all: boolean; readonly style: TextStyle },
): readonly string[] {
  const { all, style } = options;
  const different = steps.filter(({ differs }) => differs.length > 0);
  const shown = all ? steps : different;
  return [
    ...facts.flatMap(({ fact, first, second }) => row(fact, `${first} → ${second}`, style)),
    ...(facts.length === 0 ? [] : ['']),
    different.length === 0
      ? `All ${plural(steps.length, 'step')} went alike.`
      : `${different.length} of ${plural(steps.length, 'step')} went otherwise:`,
    ...shown.flatMap((step) => ['', ...stepLines(step, changed, style)]),
  ];
}

function stepLines(step: StepComparison, changed: ChangedLines, style: TextStyle): readonly string[] {
  const { id, first, second, differs } = step;
  const head = style.paint('bold', visibleText(id));
  if (first === undefined || second === undefined) {
    const where = first === undefined ? 'second' : 'first';
    const end = first ?? second;
    return [head, ...row('only there', `in the ${where} session: ${end?.result ?? ''}`, style)];
  }
  if (differs.length === 0) return [head, ...row('alike', first.result, style)];
  return [
    head,
    ...differs.flatMap((each) => row(each, differenceText(each, first, second), style)),
    ...(differs.includes('result') ? summaryRows(first, second, style) : []),
    ...(differs.includes('output') && changed.has(id) ? changedRows(changed.get(id), style) : []),
  ];
}

function summaryRows(first: StepEnd, second: StepEnd, style: TextStyle): readonly string[] {
  if (first.summary === second.summary) return [];
  return row('said', `${first.summary ?? 'nothing'} → ${second.summary ?? 'nothing'}`, style);
}

function differenceText(difference: Difference, first: StepEnd, second: StepEnd): string {
  const both = (text: (end: StepEnd) => string): string => `${text(first)} → ${text(second)}`;
  switch (difference) {
    case 'result':
      return both(({ result }) => result);
    case 'attempts':
      return both(({ attempts }) => String(attempts));
    case 'duration':
      return both(({ milliseconds }) => (milliseconds === undefined ? 'none' : tookText(milliseconds)));
    case 'output':
      return both(({ output }) => (output === undefined ? 'none' : sizeText(output.bytes)));
    case 'values':
      return both(({ values }) => valuesText(values));
    case 'only there':
      return '';
  }
}

function valuesText(values: StepEnd['values']): string {
  const texts = Object.entries(values).map(([name, value]) => `${name} = ${value}`);
  return texts.length === 0 ? 'none' : texts.join(', ');
}

function changedRows(lines: readonly string[] | undefined, style: TextStyle): readonly string[] {
  if (lines === undefined) return row('', 'too large or too different to be shown line by line', style);
  const rest = lines.length - mostLines;
  return [
    ...lines
      .slice(0, mostLines)
      .map(
        (line) => `    ${style.paint(line.startsWith('-') ? 'red' : 'green', fit(line, style.width - 4))}`,
      ),
    ...(rest > 0 ? [`    … ${plural(rest, 'more line')}`] : []),
  ];
}

function fit(line: string, width: number): string {
  const shown = visibleText(line);
  return shown.length > width ? `${shown.slice(0, width - 1)}…` : shown;
}

function row(label: string, text: string, style: TextStyle): readonly string[] {
  return labelled(style.paint('dim', label), text, { indent: 2, label: 12, width: style.width });
}
