import { fieldInput, type FieldState, openField } from '../form/field.ts';
import { fieldView } from '../form/field-view.ts';
import type { DrawnDialog } from '../form/form-lines.ts';
import { line, type Line, span } from '../text/line.ts';
import { fitLine, joinLine } from '../text/fit.ts';
import type { Layers } from './layers.ts';

export interface SearchEvents {
  /** The text at every key. */
  readonly typed: (query: string) => void;
  /** Enter: the search stays on. */
  readonly accepted: () => void;
  /** Escape: as if there had been none. */
  readonly cancelled: () => void;
  /** `3 of 17`, as far as it is known. */
  readonly standing: () => string;
  readonly changed: () => void;
}

/** One row in which a search is typed; matches are shown as one types. */
export function openSearch(layers: Layers, initial: string, events: SearchEvents): void {
  let field: FieldState = openField(initial);
  const end = (done: () => void): void => {
    close();
    done();
  };
  const close = layers.push({
    place: 'bottom',
    input(input) {
      if (input.input === 'key' && input.chord === 'enter') {
        if (input.alone) end(field.text === '' ? events.cancelled : events.accepted);
        return;
      }
      if (input.input === 'key' && (input.chord === 'escape' || input.chord === 'ctrl+c')) {
        if (input.alone) end(events.cancelled);
        return;
      }
      const next = fieldInput(field, input);
      if (next === undefined) return;
      if (next.text !== field.text) events.typed(next.text);
      field = next;
      events.changed();
    },
    draw: ({ columns }) => searchRows(field, events.standing(), columns),
  });
}

function searchRows(field: FieldState, standing: string, columns: number): DrawnDialog {
  const label = span('Search ', 'strong');
  const { line: typed, cursor } = fieldView(field, { columns: columns - 24, focused: true, secret: false });
  const keys: Line = [
    span('Enter', 'key'),
    span(' keep it, n and N go on · '),
    span('Esc', 'key'),
    span(' end it'),
  ];
  const lines = [joinLine([label, ...typed], line(standing, 'dim'), columns), fitLine(keys, columns)];
  if (cursor === undefined) return { lines };
  return { lines, cursor: { row: 0, column: Math.min(label.text.length + cursor, columns - 1) } };
}
