import { visibleText } from '../../problem/visible-text.ts';
import type { Runbook, Step } from '../../runbook/model.ts';
import { variableName } from '../../runbook/values/names.ts';
import { columns, labelled, plural, toText, wrap } from '../text/layout.ts';
import type { TextStyle } from '../text/style.ts';
import { describeParameter } from './describe-parameter.ts';

/** A runbook in short: what it is for, what it asks for, what it needs, and its steps in order. */
export function runbookAsText(runbook: Runbook, style: TextStyle): string {
  return toText([
    style.paint('bold', visibleText(runbook.title)),
    ...(runbook.description === undefined ? [] : wrap(runbook.description.trim(), style.width)),
    '',
    ...facts(runbook).flatMap(([label, text]) =>
      labelled(style.paint('dim', label), text, { indent: 0, label: 14, width: style.width }),
    ),
    ...parameters(runbook, style),
    ...outline(runbook, style),
  ]);
}

function facts(runbook: Runbook): readonly (readonly [label: string, text: string])[] {
  const { owner, version, tags, environments, history, requires } = runbook;
  const [latest] = history;
  const tools = Object.entries(requires.tools).map(([tool, range]) => `${tool} ${range}`);
  const needs = [...tools, ...(requires.cluster ? ['a cluster'] : [])];
  return [
    ['id', runbook.id],
    ['file', runbook.path],
    ...fact('owner', owner),
    ...fact('version', version),
    ...fact('last change', latest && `${latest.version}, ${latest.date}: ${latest.changes}`),
    ...fact('tags', tags.join(', ')),
    ...fact('environments', environments.join(', ')),
    ...fact('needs', needs.join(', ')),
  ];
}

function fact(label: string, text: string | undefined): readonly (readonly [string, string])[] {
  return text === undefined || text === '' ? [] : [[label, text]];
}

function parameters({ parameters: all }: Runbook, style: TextStyle): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map((parameter) => [
    `  ${style.paint('cyan', parameter.name)}`,
    `$${variableName(parameter.name)}`,
    [describeParameter(parameter), parameter.description ?? ''].filter((text) => text !== '').join('. '),
  ]);
  return ['', style.paint('bold', 'Parameters'), ...columns(rows, style.width)];
}

function outline({ steps }: Runbook, style: TextStyle): readonly string[] {
  const numbers = String(steps.length).length;
  const lines = steps.flatMap((step, index) => {
    const previous = steps[index - 1];
    const number = String(index + 1).padStart(numbers);
    return [
      ...newHeadings(step, previous).map((heading) => `  ${style.paint('dim', visibleText(heading))}`),
      ...columns([[`  ${number}`, step.kind.padEnd(9), `${step.title} (${step.id})`]], style.width),
    ];
  });
  return ['', style.paint('bold', plural(steps.length, 'step')), ...lines];
}

/** The innermost heading above a step, where it is another one than above the step before. */
function newHeadings(step: Step, previous: Step | undefined): readonly string[] {
  const heading = step.headings.at(-1);
  return heading === undefined || heading === previous?.headings.at(-1) ? [] : [heading];
}
