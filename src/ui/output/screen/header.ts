import { visibleText } from '../../../problem/visible-text.ts';
import { fitLine, joinLine } from '../../text/fit.ts';
import { lineWidth } from '../../text/measure.ts';
import { type Line, type Span, span } from '../../text/line.ts';
import { bytesText } from '../rows/lay-out.ts';
import type { OutputHeading } from '../screen-options.ts';
import type { OutputState } from './output-state.ts';

/** What is known of the file now. */
export interface FileFacts {
  readonly size: number;
  readonly growing: boolean;
  readonly lines: { readonly count: number; readonly exact: boolean };
  /** Bytes of which the lines are counted. */
  readonly counted: number;
}

export interface HeaderParts {
  readonly state: OutputState;
  readonly heading: OutputHeading;
  readonly file: FileFacts;
  /** Number of the line at the top. */
  readonly number: number | undefined;
  /** What is to be said of the times that are shown; undefined: nothing. */
  readonly times: string | undefined;
}

/** The header, in so many rows; what is wrong with the file takes one of them. */
export function headerLines(parts: HeaderParts, columns: number, rows: number): readonly Line[] {
  const { state, heading, file } = parts;
  const trouble = troubleOf(state, heading, file);
  const all = [
    joinLine(nameLine(heading), placeLine(state, file), columns),
    fitLine(trouble === undefined ? [] : [span(`✗ ${trouble}`, 'bad')], columns),
    factsLine(parts, columns),
    fitLine(commandLine(heading.command), columns),
  ];
  return all.filter((_, at) => at !== 1 || trouble !== undefined).slice(0, rows);
}

/** What is shown of the output, and where it ran: all of that where there is room, else its tag. */
function factsLine(parts: HeaderParts, columns: number): Line {
  const { place } = parts.heading;
  const facts: Line = [span(factsOf(parts).join(' · '), 'dim')];
  const fits = lineWidth(facts) + lineWidth(place) < columns;
  return joinLine(facts, fits ? place : place.slice(0, 1), columns);
}

/** What is wrong with the file, in a sentence. Undefined: nothing. */
export function troubleOf(
  state: Pick<OutputState, 'fault'>,
  { recorded }: OutputHeading,
  { size, growing }: Pick<FileFacts, 'size' | 'growing'>,
): string | undefined {
  if (state.fault !== undefined) return `The output can’t be read: ${visibleText(state.fault)}.`;
  if (recorded === undefined || growing) return undefined;
  if (size === 0 && recorded.bytes > 0)
    return `The output is missing: the log says that it has ${bytesText(recorded.bytes)}.`;
  if (size !== recorded.bytes)
    return `This is not the output that was filed: it has ${exact(size)}, the log says ${exact(recorded.bytes)}.`;
  if (recorded.truncated) return 'The output is not whole: it was cut short while it was written.';
  return undefined;
}

function exact(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}

function nameLine({ step, attempt, standing, tone }: OutputHeading): Line {
  return [
    span('Output of ', 'dim'),
    span(visibleText(step), 'strong'),
    span(` · attempt ${attempt} · `, 'dim'),
    span(visibleText(standing), tone),
  ];
}

/** Whether it stays at the end, and what came since one left it. */
function placeLine({ following, leftAt, anchor }: OutputState, file: FileFacts): Line {
  if (!file.growing) {
    const share = Math.floor((anchor.offset / Math.max(1, file.size)) * 100);
    return [span(following ? 'END' : `${share} %`, 'dim')];
  }
  if (following) return [span('FOLLOWING', 'good')];
  const came = leftAt === undefined ? '' : cameSince(leftAt, file);
  return [span(`PAUSED${came}`, 'warning')];
}

function cameSince(
  left: { readonly bytes: number; readonly lines: number | undefined },
  file: FileFacts,
): string {
  if (file.size === left.bytes) return '';
  if (left.lines === undefined) return ` · ${bytesText(file.size - left.bytes)} new`;
  const lines = file.lines.count - left.lines;
  return ` · ${file.lines.exact ? '' : 'at least '}${count(lines, 'new line')}`;
}

function factsOf({ state, file, number, times }: HeaderParts): readonly string[] {
  const { lines } = file;
  const facts = [bytesText(file.size)];
  facts.push(
    lines.exact ? count(lines.count, 'line') : `at least ${count(lines.count, 'line')}${counting(file)}`,
  );
  if (number !== undefined) facts.push(`from line ${number.toLocaleString('en-US')}`);
  if (state.wrap) facts.push('long lines broken');
  else if (state.left > 0) facts.push(`from column ${state.left + 1}`);
  if (times !== undefined) facts.push(times);
  if (state.marks.length > 0) facts.push(count(state.marks.length, 'mark'));
  if (state.query !== '') facts.push(`search “${visibleText(state.query)}”`);
  return facts;
}

/** While output comes the count is always a little behind, which says nothing. */
function counting({ growing, counted, size }: FileFacts): string {
  return growing ? '' : ` (counting, ${Math.floor((counted / Math.max(1, size)) * 100)} %)`;
}

function commandLine(command: string): Line {
  const [first = '', ...rest] = command.trimEnd().split('\n');
  if (first === '') return [];
  const spans: Span[] = [span('$ ', 'dim'), span(visibleText(first), 'command')];
  if (rest.length > 0) spans.push(span(` … ${count(rest.length, 'line')} more`, 'dim'));
  return spans;
}

/** `1 line`, `2,000 lines`. */
export function count(number: number, what: string): string {
  return `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`;
}

/** HH:MM:SS of this place. */
export function timeOfDay(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 8);
}
