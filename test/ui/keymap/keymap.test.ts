import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, actionsOn, sections, type Screen } from '../../../src/ui/keymap/actions.ts';
import { bindingsOf, findClash } from '../../../src/ui/keymap/conflicts.ts';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import type { KeyOverrides } from '../../../src/ui/keymap/overrides.ts';

const screens: readonly Screen[] = ['notebook', 'output', 'library', 'sessions'];
const enters = { notebook: 'act', output: undefined, library: 'open', sessions: 'look' } as const;

/** What the settings gave, in the words of the problems. */
function codesOf(overrides: KeyOverrides): readonly string[] {
  return createKeymap(overrides).problems.map(({ code }) => code);
}

describe('the keys as shipped', () => {
  const { keymap, problems } = createKeymap();

  it('clash nowhere', () => {
    expect(problems).toEqual([]);
    expect(findClash(bindingsOf(new Map()))).toBeUndefined();
  });

  it.each(screens)('do on the %s what they say', (screen) => {
    for (const { id, during } of actionsOn(screen)) {
      for (const chord of keymap.keysOf(id, screen)) {
        const context = { screen, searching: during === 'search' };
        expect([chord, keymap.actionFor(chord, context)]).toEqual([chord, id]);
      }
    }
  });

  it('give n and N to the matches while a search is on, and back afterwards', () => {
    const on = (chord: string, searching: boolean) =>
      keymap.actionFor(chord, { screen: 'notebook', searching });
    expect(on('n', true)).toBe('search-next');
    expect(on('N', true)).toBe('search-previous');
    expect(on('n', false)).toBe('no');
    expect(keymap.actionFor('n', { screen: 'output', searching: false })).toBe('search-next');
  });

  it('close an output with q, and only there', () => {
    expect(keymap.actionFor('q', { screen: 'output', searching: false })).toBe('close');
    expect(keymap.actionFor('q', { screen: 'notebook', searching: false })).toBe('leave');
    expect(keymap.actionFor('q', { screen: 'library', searching: false })).toBe('quit');
    expect(keymap.keysOf('close')).toEqual(['escape']);
    expect(keymap.keysOf('close', 'output')).toEqual(['escape', 'q']);
  });

  it('do nothing where no action has the key', () => {
    expect(keymap.actionFor('ctrl+t', { screen: 'notebook', searching: false })).toBeUndefined();
    expect(keymap.actionFor('s', { screen: 'library', searching: false })).toBeUndefined();
  });

  it('have a short name', () => {
    expect(keymap.keyName('palette')).toBe('^P');
    expect(keymap.keyName('act')).toBe('Enter');
    expect(keymap.keyName('stop')).toBe('');
  });
});

describe('the list of actions', () => {
  it('has each id once, and words for each', () => {
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
    for (const { title, help, section } of actions) {
      expect(title.split(' ').length).toBeLessThanOrEqual(4);
      expect(help).toMatch(/^[A-Z].*\.$/);
      expect(Object.keys(sections)).toContain(section);
    }
  });

  it.each(screens)('calls no two actions of the %s the same', (screen) => {
    const titles = actionsOn(screen).map(({ title }) => title);
    expect(titles).toEqual([...new Set(titles)]);
  });
});

describe('keys of the settings', () => {
  it('take the place of the shipped ones', () => {
    const { keymap, problems } = createKeymap({ skip: ['K', 'Ctrl-S'], abort: [], note: '<f5>' });
    expect(problems).toEqual([]);
    expect(keymap.keysOf('skip')).toEqual(['K', 'ctrl+s']);
    expect(keymap.keysOf('abort')).toEqual([]);
    expect(keymap.keysOf('note')).toEqual(['f5']);
    expect(keymap.actionFor('s', { screen: 'notebook', searching: false })).toBeUndefined();
  });

  it('may be exchanged', () => {
    const { keymap, problems } = createKeymap({ skip: 'f', filter: 's' });
    expect(problems).toEqual([]);
    expect([keymap.keysOf('skip'), keymap.keysOf('filter')]).toEqual([['f'], ['s']]);
  });

  it('may be the same on two screens', () => {
    expect(codesOf({ save: 'o' })).toEqual([]);
  });

  it('leave a shipped key where it is, and say so', () => {
    const { keymap, problems } = createKeymap({ skip: ['f', 'K'], note: 'j' });
    expect(problems.map(({ code }) => code)).toEqual(['settings/key-conflict', 'settings/key-conflict']);
    expect(problems.map(({ message }) => message).join('\n')).toMatch(/f to `skip`.*`filter`/);
    expect(keymap.keysOf('skip')).toEqual(['K']);
    expect(keymap.keysOf('filter')).toEqual(['f']);
    expect(keymap.keysOf('note')).toEqual(['i']);
  });

  it('leaves Enter to what it does on each screen, whatever the settings say', () => {
    const { keymap } = createKeymap({ act: [], open: [], look: [] });
    for (const screen of screens)
      expect(keymap.actionFor('enter', { screen, searching: false })).toBe(enters[screen]);
  });

  it('go to neither of two actions that both want one', () => {
    const { keymap, problems } = createKeymap({ skip: 'K', 'roll-back': 'K' });
    expect(problems).toHaveLength(1);
    expect([keymap.keysOf('skip'), keymap.keysOf('roll-back')]).toEqual([['s'], ['R']]);
    expect(keymap.actionFor('K', { screen: 'notebook', searching: false })).toBeUndefined();
  });

  it('of a fallen override are free again for their owner', () => {
    // skip can't have Ctrl+C and keeps s, so that filter can't have s either.
    const { keymap, problems } = createKeymap({ skip: 'ctrl+c', filter: 's' });
    expect(problems.map(({ code }) => code)).toEqual(['settings/fixed-key', 'settings/key-conflict']);
    expect([keymap.keysOf('skip'), keymap.keysOf('filter')]).toEqual([['s'], ['f']]);
  });

  it('may stand in the way of n, for a search goes first', () => {
    expect(codesOf({ 'search-next': 'r' })).toEqual([]);
    expect(codesOf({ 'search-next': 'j' })).toEqual(['settings/key-conflict']);
  });

  it('can’t be one that closes an output', () => {
    const { keymap, problems } = createKeymap({ save: 'q' });
    expect(problems.map(({ message }) => message)).toEqual([
      'The settings give q to `save`, but it is the key of `close`: it stays so.',
    ]);
    expect(keymap.keysOf('save')).toEqual(['S']);
  });

  it('name what is not known, with what is near', () => {
    const { problems } = createKeymap({ skp: 'K', skip: 'spce', nonsense: 'x' });
    expect(problems.map(({ code, hint }) => [code, hint])).toEqual([
      ['settings/unknown-action', 'Did you mean `skip`?'],
      ['settings/unknown-key', 'Did you mean `space`?'],
      ['settings/unknown-action', 'List them with: teei-runbook settings keys'],
    ]);
  });

  it('hide nothing in a message', () => {
    const { problems } = createKeymap({ 'a\u001b[2J': 'x', skip: '\u001b[2J' });
    expect(JSON.stringify(problems)).not.toContain('\\u001b[');
  });

  it('always leave a way on, out and away', () => {
    const name = fc.constantFrom(...actions.map(({ id }) => id));
    const key = fc.constantFrom(
      'enter',
      'escape',
      'ctrl+c',
      'q',
      'n',
      's',
      'f',
      'K',
      'ctrl+m',
      '^[',
      'nope',
      'j',
      '?',
    );
    const overrides = fc.dictionary(name, fc.oneof(key, fc.array(key, { maxLength: 3 })));
    fc.assert(
      fc.property(overrides, fc.constantFrom(...screens), fc.boolean(), (given, screen, searching) => {
        const { keymap } = createKeymap(given);
        const on = (chord: string) => keymap.actionFor(chord, { screen, searching });
        expect(on('ctrl+c')).toBe('interrupt');
        expect(on('escape')).toBe('close');
        expect(on('enter')).toBe(enters[screen]);
        for (const { id, during } of actionsOn(screen)) {
          for (const chord of keymap.keysOf(id, screen)) {
            expect(keymap.actionFor(chord, { screen, searching: during === 'search' })).toBe(id);
          }
        }
      }),
    );
  });
});
