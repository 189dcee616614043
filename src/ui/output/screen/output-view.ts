import { visibleText } from '../../../problem/visible-text.ts';
import { fitting, textWidth } from '../../text/cells.ts';
import { fitLine } from '../../text/fit.ts';
import { type Line, type Span, span } from '../../text/line.ts';
import type { Size } from '../../terminal/full-screen.ts';
import type { Page } from '../lines/viewport.ts';
import { cutRow, wrappedRow, wrappedRows } from '../rows/lay-out.ts';
import type { ShownLine } from '../rows/shown-line.ts';
import type { OutputHeading, OutputView } from '../screen-options.ts';
import { type Frame, frameOf } from './frame.ts';
import { type FileFacts, headerLines, troubleOf } from './header.ts';
import type { Field, OutputState } from './output-state.ts';

/** Everything that a drawing is made of. */
export interface Shown {
  readonly state: OutputState;
  readonly heading: OutputHeading;
  readonly file: FileFacts;
  /** Undefined: not read yet. */
  readonly page: Page | undefined;
  readonly timeAt: (offset: number) => number | undefined;
  readonly clockTime: (ms: number) => string;
}

/** The room that a drawing gives to its lines. */
export function outputFrame({ state, heading, file, clockTime }: Shown, size: Size): Frame {
  const troubled = troubleOf(state, heading, file) !== undefined;
  return frameOf(state, size, { troubled, timeWidth: textWidth(clockTime(0)) });
}

/** What the output screen looks like. */
export function outputView(shown: Shown, size: Size): OutputView {
  const { state, page } = shown;
  const frame = outputFrame(shown, size);
  const rows = page === undefined ? [] : pageRows(shown, page, frame);
  const empty = rows.length === 0 && page !== undefined ? [emptyLine(shown)] : [];
  const filled = [...rows, ...empty];
  while (filled.length < frame.room.rows) filled.push([]);
  return {
    header: headerLines(
      { ...shown, number: page?.number, times: timesNote(shown) },
      size.columns,
      frame.header,
    ),
    rows: filled,
    ...footOf(state, size.columns),
    borderless: state.borderless,
    searching: state.query !== '',
    typing: state.field !== undefined,
  };
}

function emptyLine({ file, state }: Shown): Line {
  if (state.fault !== undefined) return [];
  return [span(file.growing ? 'No output yet.' : 'No output.', 'dim')];
}

function pageRows(shown: Shown, page: Page, frame: Frame): Line[] {
  const { state } = shown;
  const { columns, rows: most, wrap } = frame.room;
  const rows: Line[] = [];
  for (const line of page.lines) {
    const first = rows.length === 0 ? page.anchor.row : 0;
    const count = wrap ? wrappedRows(line, columns) : 1;
    for (let row = first; row < count && rows.length < most; row += 1) {
      const body = wrap
        ? wrappedRow(line, columns, row, state.query)
        : cutRow(line, { columns, left: state.left, query: state.query });
      rows.push([...margin(shown, frame, line, row), ...body]);
    }
  }
  return rows;
}

/** The mark and the time before the first row of a line, and before all its rows that it was found last. */
function margin(
  { state, timeAt, clockTime }: Shown,
  frame: Frame,
  line: ShownLine,
  row: number,
): readonly Span[] {
  const spans: Span[] = [];
  if (frame.gutter > 0) {
    const marked = row === 0 && state.marks.includes(line.start);
    const found = state.found === line.start;
    spans.push(span(`${marked ? '▸' : ' '}${found ? '│' : ' '}`, 'accent'));
  }
  if (frame.time > 0) {
    const time = row === 0 ? timeAt(line.start) : undefined;
    spans.push(span((time === undefined ? '' : clockTime(time)).padEnd(frame.time), 'dim'));
  }
  return spans;
}

/** Times are only known of what came while somebody looked. */
function timesNote({ state, page, timeAt }: Shown): string | undefined {
  if (!state.timestamps || page === undefined || page.lines.length === 0) return undefined;
  const unknown = page.lines.some(({ start }) => timeAt(start) === undefined);
  return unknown ? 'times not known' : 'times of arrival';
}

type Foot = Pick<OutputView, 'said' | 'keys' | 'cursor'>;

/** What is asked, what is searched for, or what was said last. */
function footOf({ field, scan, message }: OutputState, columns: number): Foot {
  if (field !== undefined) return fieldFoot(field, columns);
  if (scan !== undefined) {
    const share = Math.min(99, Math.floor(scan.share * 100));
    const text = `Searching for ${visibleText(scan.what)} … ${share} %`;
    return foot([span(text)], [['Esc', 'stops']], columns);
  }
  if (message === undefined) return { said: undefined, keys: undefined, cursor: undefined };
  return {
    said: fitLine([span(message.text, message.tone)], columns),
    keys: undefined,
    cursor: undefined,
  };
}

function fieldFoot(field: Field, columns: number): Foot {
  if (field.field === 'replace') {
    const said = [span('There is a file already. Replace it? ', 'warning'), span(visibleText(field.path))];
    return foot(
      said,
      [
        ['y', 'replace'],
        ['Esc', 'keep it'],
      ],
      columns,
    );
  }
  const [label, does, leaves] =
    field.field === 'search' ? ['/', 'search', 'back'] : ['Save as: ', 'save', 'save nothing'];
  const shown = endOf(visibleText(field.text), Math.max(1, columns - label.length - 1));
  const { said, keys } = foot(
    [span(label, 'key'), span(shown), span(' ', 'cursor')],
    [
      ['Enter', does],
      ['Esc', leaves],
    ],
    columns,
  );
  return { said, keys, cursor: Math.min(label.length + textWidth(shown), columns - 1) };
}

function foot(said: Line, keys: readonly (readonly [string, string])[], columns: number): Foot {
  const named = keys.flatMap(([key, does]) => [span(key, 'key'), span(` ${does}  `, 'dim')]);
  return { said: fitLine(said, columns), keys: fitLine(named, columns), cursor: undefined };
}

/** The end of a text that is too long for its field, since that is where one types. */
function endOf(text: string, columns: number): string {
  let from = 0;
  while (textWidth(text.slice(from)) > columns) from += Math.max(1, fitting(text.slice(from), 1).end);
  return text.slice(from);
}
