import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOn } from '../../../src/ui/keymap/actions.ts';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import { openPalette } from '../../../src/ui/keymap/palette.ts';
import { pickerInput } from '../../../src/ui/keymap/picker/picker-input.ts';
import type { PickerItem } from '../../../src/ui/keymap/picker/picker-item.ts';
import { pickerLines } from '../../../src/ui/keymap/picker/picker-lines.ts';
import { openPicker, type PickerState } from '../../../src/ui/keymap/picker/picker-state.ts';
import type { Input } from '../../../src/ui/terminal/input.ts';
import { lineWidth } from '../../../src/ui/text/measure.ts';
import { press, textOf } from './press.ts';

const size = { columns: 60, rows: 12 };

const items: readonly PickerItem[] = [
  { id: 'save-state', title: 'Save the current state', detail: 'passed' },
  { id: 'rollout', title: 'Roll out', also: 'rollout', detail: 'failed' },
  { id: 'verify', title: 'Verify 健康 endpoints', detail: 'to do', unavailable: 'It was left out.' },
  { id: 'announce', title: 'Announce it', hint: 'Tells the channel', detail: 'to do' },
];

const picker = (): PickerState<string> => openPicker({ title: 'Jump to', items, submit: 'jump there' });

/** The picker after all of the input; what was chosen stops it. */
function after(
  inputs: readonly Input[],
  begin = picker(),
): { state: PickerState<string>; chosen?: string | undefined } {
  let state = begin;
  for (const input of inputs) {
    const next = pickerInput(state, input, size);
    if ('chosen' in next) return { state, chosen: next.chosen };
    state = next.state;
  }
  return { state };
}

const keys = (...chords: readonly string[]): readonly Input[] => chords.map((chord) => press(chord));
const typed = (text: string, alone = true): readonly Input[] =>
  text.split('').map((each) => press(each === ' ' ? 'space' : each, alone));
const ids = ({ matches }: PickerState<string>): readonly string[] => matches.map(({ item }) => item.id);

describe('a picker', () => {
  it('has all items at first, in their order, with those last that can’t be chosen', () => {
    expect(ids(picker())).toEqual(['save-state', 'rollout', 'announce', 'verify']);
  });

  it('finds by letters of a title, another name and a word of the hint', () => {
    expect(ids(after(typed('sav')).state)).toEqual(['save-state']);
    expect(ids(after(typed('rollout')).state)).toEqual(['rollout']);
    expect(ids(after(typed('channel')).state)).toEqual(['announce']);
    expect(ids(after(typed('zzz')).state)).toEqual([]);
  });

  it('shows where a title fits', () => {
    const [row = []] = pickerLines(after(typed('sav')).state, size).lines.filter(
      (line) => line[0]?.text === '▸ ',
    );
    expect(row.find(({ tone }) => tone === 'match')?.text).toBe('Sav');
  });

  it('chooses the selected item with Enter', () => {
    expect(after(keys('enter')).chosen).toBe('save-state');
    expect(after([...keys('down', 'enter')]).chosen).toBe('rollout');
    expect(after([...typed('ann'), ...keys('enter')]).chosen).toBe('announce');
  });

  it('takes text of a burst into the query, but no Enter of it', () => {
    const burst = [...typed('roll', false), press('enter', false)];
    const { state, chosen } = after(burst);
    expect([state.field.text, chosen, ids(state)]).toEqual(['roll', undefined, ['rollout']]);
    expect(after([...burst, ...keys('enter')]).chosen).toBe('rollout');
  });

  it('takes a paste into the query, its line ends too', () => {
    const { state } = after([{ input: 'paste', text: 'roll\nout\n' }]);
    expect(state.field.text).toBe('roll out');
  });

  it('never chooses what can’t be chosen, and says why', () => {
    const { state, chosen } = after(keys('up', 'enter'));
    expect(chosen).toBeUndefined();
    expect(ids(state)[state.selected]).toBe('verify');
    expect(textOf(pickerLines(state, size).lines).at(-1)).toContain('Not now: It was left out.');
    expect('chosen' in after([...typed('zzz'), ...keys('enter')])).toBe(false);
  });

  it.each(['escape', 'ctrl+c'])('is closed by %s', (chord) => {
    expect(after(keys(chord))).toMatchObject({ chosen: undefined });
    expect('chosen' in after(keys(chord))).toBe(true);
    expect('chosen' in after([press(chord, false)])).toBe(false);
  });

  it('moves with the arrows, round at the ends, and begins anew when the query changes', () => {
    expect(after(keys('down', 'tab', 'ctrl+n', 'down')).state.selected).toBe(0);
    expect(after(keys('up', 'shift+tab', 'ctrl+p')).state.selected).toBe(1);
    expect(after([...keys('down'), ...typed('o')]).state.selected).toBe(0);
    expect(after(keys('pagedown')).state.selected).toBe(3);
    expect(after(keys('pagedown', 'pageup')).state.selected).toBe(0);
  });

  it('edits the query as a field', () => {
    const { state } = after([...typed('save x'), ...keys('backspace', 'ctrl+w')]);
    expect(state.field.text).toBe('');
    expect(ids(state)).toHaveLength(items.length);
  });

  it('draws title, query, items and keys', () => {
    expect(textOf(pickerLines(after(typed('o')).state, size).lines)).toEqual([
      'Jump to: 3 of 4',
      '─'.repeat(60),
      '> o',
      expect.stringMatching(/^▸ \S.* (?:failed|to do|passed)$/),
      expect.stringMatching(/^ {2}\S/),
      expect.stringMatching(/^ {2}Verify 健康 endpoints.*not now/),
      '─'.repeat(60),
      'Enter jump there  Up/Down move  Esc back',
    ]);
    expect(textOf(pickerLines(after(typed('zzz')).state, size).lines)).toContain(
      '  Nothing fits what you typed.',
    );
  });

  it('writes out what a title hides', () => {
    const begin = openPicker({ title: 'x', items: [{ id: 'a', title: 'a\u001b[2J\tb' }], submit: 'go' });
    expect(textOf(pickerLines(begin, size).lines).join('')).toContain('a\\x1b[2J');
  });

  it('shows the selected item in any window, and never more than the window', () => {
    const many = Array.from({ length: 2000 }, (_, at) => ({ id: `s${at}`, title: `Step ${at}` }));
    const sizes = fc.record({
      columns: fc.integer({ min: 12, max: 200 }),
      rows: fc.integer({ min: 5, max: 60 }),
    });
    const moves = fc.array(fc.constantFrom('down', 'up', 'pagedown', 'pageup'), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, sizes, moves, (before, now, chords) => {
        let state: PickerState<string> = openPicker({ title: 'Jump to', items: many, submit: 'jump there' });
        for (const chord of chords) {
          const next = pickerInput(state, press(chord), before);
          if ('state' in next) state = next.state;
        }
        const lines = pickerLines(state, now).lines;
        expect(lines.length).toBeLessThanOrEqual(now.rows);
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(now.columns);
        expect(textOf(lines)).toContain(`▸ Step ${state.selected}`);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the palette', () => {
  const { keymap } = createKeymap();
  const open = () =>
    openPalette(keymap, 'notebook', (id) =>
      id === 'approve' ? 'This step asks for no approval.' : undefined,
    );

  it('has every action of the screen but itself', () => {
    const wanted = actionsOn('notebook')
      .map(({ id }) => id)
      .filter((id) => id !== 'palette' && id !== 'close');
    expect(new Set(open().matches.map(({ item }) => item.id))).toEqual(new Set(wanted));
  });

  it('shows the key beside it, and why it does not work', () => {
    const rows = textOf(pickerLines(open(), { columns: 100, rows: 60 }).lines);
    expect(rows.find((row) => row.includes(' skip '))).toMatch(/ s$/);
    expect(rows.find((row) => row.includes(' approve '))).toMatch(
      /not now: This step asks for no approval\. +a$/,
    );
  });

  it('finds an action by its id too', () => {
    let state = open();
    for (const key of 'give-up') {
      const next = pickerInput(state, press(key), size);
      if ('state' in next) state = next.state;
    }
    expect(state.matches[0]?.item.id).toBe('give-up');
  });
});
