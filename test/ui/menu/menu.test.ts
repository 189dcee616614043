import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Menu } from '../../../src/ui/form/form.ts';
import { menuInput } from '../../../src/ui/menu/menu-input.ts';
import { menuLines } from '../../../src/ui/menu/menu-lines.ts';
import { type Chosen, type MenuState, openMenu } from '../../../src/ui/menu/menu-state.ts';
import type { Input } from '../../../src/ui/terminal/input.ts';
import { line } from '../../../src/ui/text/line.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { expectGolden } from '../../fixtures/golden.ts';
import { asText, expectFits, goldenSizes } from '../form/drawn.ts';
import { anyInput, anySize, key, letter, paste } from '../form/keys.ts';

const size = { columns: 80, rows: 24 };

const menu: Menu = {
  title: 'The command is still running',
  body: [line('kubectl rollout status deployment/web', 'command'), line('since 2 min 4 s')],
  items: [
    {
      id: 'stop',
      label: 'Stop the command',
      hint: 'SIGTERM, then SIGKILL after 10 s; the step is then failed',
    },
    { id: 'pause', label: 'Pause', hint: 'let it run, and leave', key: 'p' },
    { id: 'output', label: 'Look at the output', key: 'o' },
  ],
  danger: false,
  cancel: 'Let it run',
};

function play(start: MenuState, ...inputs: readonly Input[]): MenuState | Chosen {
  let state = start;
  for (const input of inputs) {
    const next = menuInput(state, input, size);
    if ('chosen' in next) return next;
    state = next.state;
  }
  return state;
}

describe('a menu', () => {
  it('has Cancel last and first in focus, unless another item is', () => {
    expect(play(openMenu(menu), key('enter'))).toEqual({ chosen: undefined });
    expect(play(openMenu({ ...menu, initial: 'pause' }), key('enter'))).toEqual({ chosen: 'pause' });
    const rows = menuLines(openMenu(menu), size).lines.map(plainText);
    expect(rows.findIndex((row) => row.includes('▸'))).toBe(
      rows.findIndex((row) => row.startsWith('▸') && row.includes('Let it run')),
    );
    expect(rows.findIndex((row) => row.startsWith('▸'))).toBeGreaterThan(
      rows.findIndex((row) => row.includes('Look at the output')),
    );
  });

  it('moves with the arrows and with j and k, round and round', () => {
    const chosen = (...inputs: readonly Input[]) => play(openMenu(menu), ...inputs, key('enter'));
    expect(chosen(key('down'))).toEqual({ chosen: 'stop' });
    expect(chosen(letter('j'), letter('j'))).toEqual({ chosen: 'pause' });
    expect(chosen(key('up'))).toEqual({ chosen: 'output' });
    expect(chosen(letter('k'), letter('k'), letter('j'))).toEqual({ chosen: 'output' });
    expect(chosen(key('home'))).toEqual({ chosen: 'stop' });
    expect(chosen(key('home'), key('end'))).toEqual({ chosen: undefined });
  });

  it('is decided by a lone key only, and never by a paste', () => {
    const onStop = play(openMenu(menu), key('down'));
    if ('chosen' in onStop) throw new Error('not yet');
    expect(play(onStop, key('enter', false), key('escape', false), letter('p', false), paste('p\r'))).toEqual(
      onStop,
    );
    expect(play(onStop, letter('p'))).toEqual({ chosen: 'pause' });
    expect(play(onStop, key('escape'))).toEqual({ chosen: undefined });
    expect(play(onStop, key('ctrl+c'))).toEqual({ chosen: undefined });
  });

  it('keeps the item in focus in sight', () => {
    const items = Array.from({ length: 40 }, (_, index) => ({ id: `${index}`, label: `item ${index}` }));
    const long = openMenu({ ...menu, items, initial: '0' });
    const shown = (...inputs: readonly Input[]): string => {
      const state = play(long, ...inputs);
      return 'chosen' in state ? '' : menuLines(state, size).lines.map(plainText).join('\n');
    };
    expect(shown(...Array.from({ length: 30 }, () => key('down')))).toContain('▸ item 30');
    expect(shown(key('up'))).toContain('▸ Let it run');
    expect(shown(key('pagedown'), key('down'))).toContain('▸ item 1');
  });

  it('sets a hint that has no room beside its label further in than the labels', () => {
    const items = [
      {
        id: 'leave',
        label: 'A label that takes more than a third of it',
        hint: 'its hint, for which the rest of the row is too short',
      },
    ];
    const rows = menuLines(openMenu({ ...menu, items }), size).lines.map(plainText);
    expect(rows).toContain('  A label that takes more than a third of it');
    expect(rows).toContain('    its hint, for which the rest of the row is too short');
  });

  it('keeps its items in sight beside a long body, which the page keys scroll', () => {
    const body = Array.from({ length: 60 }, (_, index) => line(`+ row ${index + 1}`));
    const long = openMenu({ ...menu, body });
    const shown = (...inputs: readonly Input[]): string => {
      const state = play(long, ...inputs);
      return 'chosen' in state ? '' : menuLines(state, size).lines.map(plainText).join('\n');
    };
    expect(shown()).toMatch(/row 1\n[^]*more below: PageDown[^]*▸ +Let it run/);
    expect(shown(key('pagedown'))).toMatch(/more above: PageUp[^]*▸ +Let it run/);
    expect(shown(key('pagedown'))).not.toContain('row 1\n');
  });

  it('never throws and always fits, whatever comes in whatever window', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyInput, anySize), { maxLength: 40 }), fc.boolean(), (steps, danger) => {
        let state = openMenu({ ...menu, danger, body: [line('日本語 '.repeat(60))] });
        for (const [input, window] of steps) {
          expectFits(menuLines(state, window), window);
          const next = menuInput(state, input, window);
          const decided = 'chosen' in next;
          expect(decided && !(input.input === 'key' && input.alone)).toBe(false);
          if (decided) return;
          state = next.state;
        }
      }),
    );
  });

  it.each(goldenSizes)('is drawn as in the golden file at $columns x $rows', (window) => {
    const danger = openMenu({ ...menu, title: 'Abort the session', danger: true, initial: 'pause' });
    const text = [openMenu(menu), danger]
      .map((each) => asText(menuLines(each, window)))
      .join(`${'='.repeat(window.columns)}\n`);
    const name = `${window.columns}x${window.rows}`;
    expectGolden(new URL(`../../fixtures/ui/menu/${name}.txt`, import.meta.url), text);
  });
});
