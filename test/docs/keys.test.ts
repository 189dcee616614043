import { describe, it } from 'vitest';
import { type Action, type ActionScreen, actions } from '../../src/ui/keymap/actions.ts';
import { chordText } from '../../src/ui/keymap/chord.ts';
import { expectGolden } from '../fixtures/golden.ts';

const screens: readonly (readonly [screen: ActionScreen, title: string])[] = [
  ['notebook', 'In the notebook'],
  ['output', 'In an output'],
  ['library', 'In the library'],
  ['sessions', 'Among the sessions'],
  ['everywhere', 'Everywhere'],
];

describe('the page of keys', () => {
  it('is what docs/keys.md says', () => {
    expectGolden(new URL('../../docs/keys.md', import.meta.url), page());
  });
});

function page(): string {
  return [
    '# Keys',
    '',
    'Every key of the full screen. `?` shows those that work where you are, and why one does not work now. `Ctrl+P`',
    'finds an action by a part of its name. An action that runs, signs or ends something is done by a key that is',
    'pressed alone, never by one out of a burst of keys or a paste.',
    '',
    ...screens.flatMap(([screen, title]) => [
      `## ${title}`,
      '',
      '| Key | Action | What it does |',
      '| --- | --- | --- |',
      ...actions.filter((action) => action.screen === screen).map(row),
      '',
    ]),
    'While a search is on, the keys of its matches go before the keys of the screen itself.',
    '',
    '## Keys of your own',
    '',
    'Give an action other keys by its name; they take the place of the shipped ones:',
    '',
    '```sh',
    'teei-runbook settings set keys.skip K',
    'teei-runbook settings set keys.page-down pagedown ctrl+v',
    'teei-runbook settings set keys.abort none',
    'teei-runbook settings keys',
    'teei-runbook settings unset keys',
    '```',
    '',
    'A key is a character as it is (`y`, `G`, `/`), a name (`enter`, `space`, `tab`, `backspace`, `delete`, `up`, `down`,',
    '`left`, `right`, `home`, `end`, `pageup`, `pagedown`, `f1` to `f12`), or one of these with `ctrl+`, `alt+` or `shift+`',
    'before it. `Ctrl-P`, `C-p` and `^P` are understood as well.',
    '',
    'Enter, Esc and Ctrl+C stay with their actions, so that one always gets on and out. What clashes is told, and the',
    'shipped key stays.',
    '',
  ].join('\n');
}

function row({ id, help, keys, keysOn = {} }: Action): string {
  const elsewhere = Object.entries(keysOn).flatMap(([screen, more]) =>
    more.map((chord) => `${code(chord)} (${screen})`),
  );
  const all = [...keys.map(code), ...elsewhere];
  return `| ${all.length === 0 ? 'in the palette' : all.join(', ')} | \`${id}\` | ${help} |`;
}

function code(chord: string): string {
  return `\`${chordText(chord).replace(/^\^(?=[A-Z])/, 'Ctrl+')}\``;
}
