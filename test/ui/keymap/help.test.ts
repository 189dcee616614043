import { describe, expect, it } from 'vitest';
import { actionsOn, type Screen } from '../../../src/ui/keymap/actions.ts';
import { helpRows } from '../../../src/ui/keymap/help.ts';
import { type HelpState, helpInput, helpLines, openHelp } from '../../../src/ui/keymap/help-view.ts';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import type { WhyNot } from '../../../src/ui/keymap/palette.ts';
import { lineWidth } from '../../../src/ui/text/measure.ts';
import { press, textOf } from './press.ts';

const { keymap } = createKeymap();
const whyNot: WhyNot = (action) => (action === 'approve' ? 'This step asks for no approval.' : undefined);
const screens: readonly Screen[] = ['notebook', 'output', 'library', 'sessions'];

describe('the help', () => {
  it.each(screens)('has every action of the %s, with its keys', (screen) => {
    const text = textOf(helpRows(keymap, screen, whyNot, 200)).join('\n');
    for (const { title, help } of actionsOn(screen)) {
      expect(text).toContain(title);
      expect(text).toContain(help);
    }
    expect(text).toContain('  ^P, :');
  });

  it('is in sections, in their order', () => {
    const headings = helpRows(keymap, 'notebook', whyNot, 100).filter((line) => line[0]?.tone === 'heading');
    expect(textOf(headings)).toEqual([
      'Do what the step asks',
      'When it does not go well',
      'The session',
      'Look',
      'Move',
      'The program',
    ]);
  });

  it('says why something does not work now, and is dim there', () => {
    const rows = helpRows(keymap, 'notebook', whyNot, 200);
    const row = rows.find((line) => textOf([line])[0]?.includes('approves'));
    expect(textOf([row ?? []])[0]).toMatch(/Not now: This step asks for no approval\.$/);
    expect(row?.filter(({ text }) => text.trim() !== '').map(({ tone }) => tone)).toEqual([
      'dim',
      'dim',
      'dim',
      'dim',
    ]);
  });

  it('names the palette where there is no key', () => {
    expect(textOf(helpRows(keymap, 'notebook', whyNot, 200)).find((row) => row.includes('stop the'))).toMatch(
      /^ {2}\(palette\) /,
    );
  });

  it.each([20, 40, 60, 80, 120, 200])('fits %i columns', (columns) => {
    for (const line of helpRows(keymap, 'output', whyNot, columns)) {
      expect(lineWidth(line)).toBeLessThanOrEqual(columns);
    }
  });
});

describe('the help on the screen', () => {
  const size = { columns: 60, rows: 15 };
  const after = (...chords: readonly string[]): HelpState | 'closed' => {
    let state = openHelp(keymap, 'notebook', whyNot);
    for (const chord of chords) {
      const next = helpInput(state, press(chord), size);
      if ('closed' in next) return 'closed';
      state = next.state;
    }
    return state;
  };
  const offsetAfter = (...chords: readonly string[]): number => {
    const state = after(...chords);
    return state === 'closed' ? -1 : state.offset;
  };

  it('fills the window and never more', () => {
    const lines = helpLines(openHelp(keymap, 'notebook', whyNot), size);
    expect(lines).toHaveLength(15);
    expect(textOf(lines)[0]).toBe('Keys that work here');
    expect(textOf(lines).at(-1)).toBe('Esc back  j down  k up');
    expect(
      helpLines(openHelp(keymap, 'notebook', whyNot), { columns: 20, rows: 3 }).length,
    ).toBeLessThanOrEqual(3);
  });

  it('scrolls by the keys that move, and stays between its ends', () => {
    expect(offsetAfter('j', 'down', 'k')).toBe(1);
    expect(offsetAfter('k')).toBe(0);
    expect(offsetAfter('pagedown', 'g')).toBe(0);
    const end = offsetAfter('G');
    expect(end).toBeGreaterThan(20);
    expect(offsetAfter('G', 'pagedown', 'j')).toBe(end);
    expect(offsetAfter('ctrl+d', 'ctrl+u')).toBe(0);
  });

  it.each(['escape', 'q', '?', 'f1', 'ctrl+c'])('is closed by %s', (chord) => {
    expect(after(chord)).toBe('closed');
  });

  it('does nothing else', () => {
    const before = openHelp(keymap, 'notebook', whyNot);
    for (const chord of ['enter', 'r', 'X', 'y']) {
      expect(helpInput(before, press(chord), size)).toEqual({ state: before });
    }
    expect(helpInput(before, { input: 'paste', text: 'q' }, size)).toEqual({ state: before });
  });
});
