import type { Size } from '../terminal/full-screen.ts';
import { textWidth } from '../text/cells.ts';
import { wrapLines } from '../text/wrap.ts';
import { type Line, line, type Span, span } from '../text/line.ts';
import { type Arrangement, arrange, bodyRoomBeside, needsTwoParts } from './arrange.ts';
import { type FieldView, fieldView } from './field-view.ts';
import { type Entry, entryFault, type FormState } from './form-state.ts';
import { type Frame, frame } from './frame.ts';
import type { RowRange } from './scroll.ts';

/** Where everything of a form lies. */
export interface FormLayout extends Frame {
  readonly arrangement: Arrangement;
  /** The cursor among the rows of the fields. */
  readonly cursor: { readonly row: number; readonly column: number } | undefined;
}

/** Lays a form out for a size. */
export function formLayout(state: FormState, size: Size): FormLayout {
  const outer = frame(frameText(state), size);
  const { room } = outer;
  const body = state.form.body.flatMap((each) => wrapLines(each, size.columns));
  const all = fieldRows(state, size.columns, 'all');
  // Beside a long text, what fields are for is said of the one in focus only, if that leaves more to be read.
  const crowded =
    needsTwoParts(body.length, all.block.length, room) &&
    bodyRoomBeside(all.block.length, body.length, room) < Math.min(body.length, room / 2);
  const { block, focused, cursor } = crowded ? fieldRows(state, size.columns, 'focused') : all;
  return { ...outer, arrangement: arrange({ body, block, focused }, room), cursor };
}

interface FieldRows {
  readonly block: readonly Line[];
  /** Rows of the field in focus. */
  readonly focused: RowRange | undefined;
  readonly cursor: FormLayout['cursor'];
}

function fieldRows(state: FormState, columns: number, hints: 'all' | 'focused'): FieldRows {
  const block: Line[] = [];
  let focused: RowRange | undefined;
  let cursor: FormLayout['cursor'];
  const labels = labelColumns(state, columns);
  for (const [index, entry] of state.fields.entries()) {
    const inFocus = state.focus.on === 'field' && state.focus.index === index;
    const hinted = inFocus || hints === 'all';
    const each = fieldBlock(entry, { labels, columns, inFocus, hinted, tried: state.tried });
    if (inFocus) {
      focused = { from: block.length, to: block.length + each.rows.length };
      if (each.cursor !== undefined)
        cursor = { row: block.length + each.cursor.row, column: each.cursor.column };
    }
    block.push(...each.rows);
  }
  return { block, focused, cursor };
}

function frameText(state: FormState): Parameters<typeof frame>[0] {
  const { form, focus } = state;
  const button = (name: 'submit' | 'cancel', label: string): readonly Span[] => {
    const on = focus.on === name;
    return [span(on ? '▸ ' : '  ', 'accent'), span(`[ ${label} ]`, on ? 'selected' : 'plain')];
  };
  return {
    title: form.title,
    danger: form.danger,
    buttons: [...button('submit', form.submit), span('  '), ...button('cancel', 'Cancel')],
    keys: keysOf(state),
  };
}

/** What Enter does comes first: it is the one key that decides. */
function keysOf({ form, focus, fields }: FormState): Line {
  const last = focus.on === 'submit' || (focus.on === 'field' && focus.index === fields.length - 1);
  const enter = last ? form.submit : focus.on === 'cancel' ? 'cancel' : 'next field';
  const entry = focus.on === 'field' ? fields[focus.index] : undefined;
  // Behind a long text the fields are out of sight.
  const tab = focus.on === 'cancel' && fields.length > 0 ? 'to the fields' : 'next';
  const choose = entry?.kind === 'choice' ? [span('Left/Right', 'key'), span(' choose  ', 'dim')] : [];
  return [
    span('Enter', 'key'),
    span(` ${enter}  `, 'dim'),
    ...choose,
    span('Tab', 'key'),
    span(` ${tab}  `, 'dim'),
    span('Esc', 'key'),
    span(' cancel: nothing is done', 'dim'),
  ];
}

interface BlockLook {
  /** Columns of the labels beside the fields; 0: each label stands above its field. */
  readonly labels: number;
  readonly columns: number;
  readonly inFocus: boolean;
  /** Whether it is said what the field is for. */
  readonly hinted: boolean;
  readonly tried: boolean;
}

/** Labels stand beside the fields where the longest leaves most of the row to the answer. */
function labelColumns({ fields }: FormState, columns: number): number {
  const longest = Math.max(0, ...fields.map(({ field }) => textWidth(field.label)));
  return longest <= columns / 3 ? longest : 0;
}

const mark = 2;
const edge = '│ ';

function fieldBlock(
  entry: Entry,
  look: BlockLook,
): {
  readonly rows: readonly Line[];
  readonly cursor: { readonly row: number; readonly column: number } | undefined;
} {
  const { labels, columns, inFocus } = look;
  const beside = labels > 0;
  const indent = beside ? mark + labels + 1 : mark;
  const label = [
    span(inFocus ? '▸ ' : '  ', 'accent'),
    span(entry.field.label, inFocus ? 'strong' : 'plain'),
  ];
  const view = entryView(entry, inFocus, columns - indent - edge.length);
  const padding = beside ? labels + 1 - textWidth(entry.field.label) : 0;
  const value = [span(edge, inFocus ? 'accent' : 'rule'), ...view.line];
  const head = beside
    ? [[...label, span(' '.repeat(padding)), ...value]]
    : [label, [span(' '.repeat(mark)), ...value]];
  const column = view.cursor === undefined ? undefined : indent + edge.length + view.cursor;
  return {
    rows: [...head, ...below(entry, look, indent + edge.length)],
    cursor:
      column === undefined ? undefined : { row: head.length - 1, column: Math.min(column, columns - 1) },
  };
}

/** What is wrong, once the operator was there, before what the field is for: there may be no room for both. */
function below(entry: Entry, { columns, hinted, tried }: BlockLook, indent: number): readonly Line[] {
  const fault = tried || entry.touched ? entryFault(entry) : undefined;
  const { hint } = entry.field;
  const said = [
    ...(fault === undefined ? [] : [line(`✗ ${fault}`, 'bad')]),
    ...(hint === undefined || !hinted ? [] : [line(hint, 'dim')]),
  ];
  const room = columns - indent;
  // In a narrow window a message under its field would be a column of single words.
  const left = room >= 24 ? indent : mark;
  return said
    .flatMap((each) => wrapLines(each, Math.max(1, columns - left)))
    .map((each) => [span(' '.repeat(left)), ...each]);
}

function entryView(entry: Entry, inFocus: boolean, columns: number): FieldView {
  if (entry.kind === 'text') {
    return fieldView(entry.state, { columns, focused: inFocus, secret: entry.field.kind === 'secret' });
  }
  return { line: choiceLine(entry, inFocus, columns) };
}

/** All choices in a row where they fit, else the chosen one and how many there are. */
function choiceLine(
  { field, state }: Extract<Entry, { kind: 'choice' }>,
  inFocus: boolean,
  columns: number,
): Line {
  const all = field.choices.flatMap((choice, index) => {
    const on = index === state.index;
    return [
      span(on ? '(x) ' : '( ) ', on ? 'accent' : 'dim'),
      span(choice, on ? (inFocus ? 'selected' : 'strong') : 'dim'),
      span('  '),
    ];
  });
  if (all.reduce((sum, { text }) => sum + textWidth(text), 0) <= columns) return all;
  const chosen = field.choices[state.index];
  if (chosen === undefined) return [span(`choose one of ${field.choices.length}`, 'dim')];
  return [
    span(chosen, inFocus ? 'selected' : 'strong'),
    span(`  ${state.index + 1} of ${field.choices.length}`, 'dim'),
  ];
}
