import type { Requirements } from '../../runbook/model.ts';
import type { Parameter } from '../../runbook/parameter.ts';
import { type Line, line, span, type Tone } from '../text/line.ts';
import { safeLine } from '../text/safe.ts';
import { durationText } from '../text/table/duration.ts';
import { sparkline } from '../text/table/figures.ts';
import { wrapLines, wrapText } from '../text/wrap.ts';
import { agoText } from './ago.ts';
import type { LibraryItem } from './library-state.ts';
import type { RunbookAbout, RunbookEntry, UnfinishedSession } from './library-view.ts';
import { countOf, outcomes, placeTag, stepText } from './list-rows.ts';

/** What there is to know of an item before it is opened. As many rows as it takes. */
export function previewRows(item: LibraryItem, columns: number, now: number): readonly Line[] {
  return item.kind === 'session'
    ? sessionPreview(item.session, columns, now)
    : runbookPreview(item.runbook, columns, now);
}

function sessionPreview(session: UnfinishedSession, columns: number, now: number): readonly Line[] {
  const { writer, paused } = session;
  const head = [
    ...placeTag(session),
    ...safeLine(session.runbook, 'heading'),
    ...safeLine(` in ${session.environment}`),
  ];
  return [
    ...wrapLines(head, columns),
    ...fact('stands at', stepText(session), columns),
    ...fact('started', agoText(session.startedAt, now), columns),
    ...fact('last', `${agoText(session.lastAt, now)}, by ${session.by}`, columns),
    ...(paused === undefined ? [] : fact('paused', paused, columns)),
    ...(writer === undefined
      ? []
      : fact(
          'open at',
          `${writer.host}: ${writer.who} is writing it, since ${agoText(writer.since, now)}. They have to leave it first.`,
          columns,
          'warning',
        )),
    ...fact('session', session.id, columns),
  ];
}

function runbookPreview(runbook: RunbookEntry, columns: number, now: number): readonly Line[] {
  const { content } = runbook;
  const name = content?.valid === true ? content.about.title : runbook.id;
  return [
    ...wrapLines(safeLine(name, 'heading'), columns),
    ...(content === undefined ? [] : content.valid ? aboutRows(content.about, columns) : []),
    ...(content?.valid === false ? faultRows(runbook.path, content.errors, content.first, columns) : []),
    ...lastRunRows(runbook, columns, now),
    ...fact('file', runbook.path, columns),
    ...(runbook.shadowedBy === undefined
      ? []
      : fact('hidden by', `${runbook.shadowedBy}, which has the same id`, columns, 'warning')),
  ];
}

/** What has to be repaired, and the command that says it all. */
function faultRows(path: string, errors: number, first: string, columns: number): readonly Line[] {
  return [
    ...wrapText(`✗ ${countOf(errors, 'error')}: it can’t be started`, columns, 'bad'),
    ...wrapText(first, columns),
    ...wrapText(`teei-runbook lint ${path}`, columns, 'command'),
  ];
}

function aboutRows(about: RunbookAbout, columns: number): readonly Line[] {
  const { description, owner, parameters, environments, steps, requires } = about;
  const needs = needsOf(requires);
  return [
    ...(description === undefined ? [] : wrapText(description, columns)),
    ...(parameters.length === 0 ? [] : [line('asks for', 'dim')]),
    ...parameters.flatMap((parameter) => parameterRows(parameter, columns)),
    ...fact(
      'walks',
      `${countOf(steps, 'step')}, in ${environments.join(', ') || 'any environment'}`,
      columns,
    ),
    ...(needs === '' ? [] : fact('requires', needs, columns)),
    ...(owner === undefined ? [] : fact('owner', owner, columns)),
  ];
}

function needsOf({ tools, cluster }: Requirements): string {
  const named = Object.entries(tools).map(([tool, range]) => `${tool} ${range}`);
  return [...(cluster ? ['a cluster'] : []), ...named].join(', ');
}

function parameterRows(
  { name, type, description, optional, ...more }: Parameter,
  columns: number,
): readonly Line[] {
  const notes = [
    type,
    ...(optional ? ['may be left out'] : []),
    ...(more.default === undefined || more.default === '' ? [] : [`else ${more.default}`]),
  ];
  const text = description === undefined ? '' : `: ${description}`;
  return wrapLines(
    [span('  '), ...safeLine(name, 'strong'), ...safeLine(` ${notes.join(', ')}${text}`)],
    columns,
    4,
  );
}

function lastRunRows({ last, durations }: RunbookEntry, columns: number, now: number): readonly Line[] {
  if (last === undefined) return [];
  const { mark, tone, words } = outcomes[last.outcome];
  const when = `${agoText(last.endedAt, now)}, by ${last.by}, in ${durationText(last.milliseconds)}`;
  return [
    ...wrapLines([...label('last run'), span(`${mark} ${words} `, tone), ...safeLine(when)], columns, labels),
    ...(durations.length < 2 ? [] : durationRows(durations, columns)),
  ];
}

function durationRows(durations: readonly number[], columns: number): readonly Line[] {
  const range = `${durationText(Math.min(...durations))} to ${durationText(Math.max(...durations))}`;
  const drawn = span(`${sparkline(durations, Math.max(1, columns - labels))}  `, 'accent');
  return wrapLines([...label('took'), drawn, span(range, 'dim')], columns, labels);
}

const labels = 11;

function label(text: string): Line {
  return [span(text.padEnd(labels), 'dim')];
}

function fact(name: string, text: string, columns: number, tone: Tone = 'plain'): readonly Line[] {
  return wrapLines([...label(name), ...safeLine(text, tone)], columns, labels);
}
