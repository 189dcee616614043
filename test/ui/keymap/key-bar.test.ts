import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions } from '../../../src/ui/keymap/actions.ts';
import { keyBar, type KeyBarEntry } from '../../../src/ui/keymap/key-bar.ts';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import { lineWidth } from '../../../src/ui/text/measure.ts';
import { textOf } from './press.ts';

const { keymap } = createKeymap();

const entries: readonly KeyBarEntry[] = [
  { action: 'help' },
  { action: 'skip' },
  { action: 'act', title: 'run it', emphasis: true },
  { action: 'leave' },
  { action: 'back' },
  { action: 'stop' },
  { action: 'note' },
  { action: 'palette' },
];

function bar(columns: number, rows = 1): readonly string[] {
  return textOf(keyBar(entries, keymap, columns, rows));
}

describe('the key bar', () => {
  it('says first what Enter does, and last how to get help and out', () => {
    expect(bar(200)).toEqual(['Enter run it · s skip · b go back · i note · ^P palette · ? help · q leave']);
  });

  it('leaves out what matters least where there is no room', () => {
    expect(bar(60)).toEqual(['Enter run it · s skip · b go back · ? help · q leave']);
    expect(bar(36)).toEqual(['Enter run it · ? help · q leave']);
  });

  it('cuts what Enter does before help and the way out', () => {
    expect(bar(28)).toEqual(['Enter ru… · ? help · q leave']);
    expect(bar(16)).toEqual(['? help · q leave']);
  });

  it('takes a second row where it is given one', () => {
    expect(bar(40, 2)).toEqual([
      'Enter run it · s skip · b go back',
      'i note · ^P palette · ? help · q leave',
    ]);
  });

  it('shows keys as keys, and emphasis', () => {
    const [line = []] = keyBar(entries, keymap, 200);
    expect(line.slice(0, 2)).toEqual([
      { text: 'Enter', tone: 'key' },
      { text: ' run it', tone: 'strong' },
    ]);
  });

  it('has the keys of the settings, and nothing for an action without a key', () => {
    const own = createKeymap({ skip: 'ctrl+k', note: [] }).keymap;
    expect(textOf(keyBar([{ action: 'skip' }, { action: 'note' }], own, 80))).toEqual(['^K skip']);
  });

  it('fits any window', () => {
    const entry = fc.record({
      action: fc.constantFrom(...actions.map(({ id }) => id)),
      title: fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll(/\p{C}/gu, '')),
    });
    const anyEntries = fc.uniqueArray(entry, { selector: ({ action }) => action });
    fc.assert(
      fc.property(
        anyEntries,
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom(1, 2),
        (given, columns, rows) => {
          const lines = keyBar(given, keymap, columns, rows);
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
