import { pathsOf } from '../../../platform/paths.ts';
import { readSettings } from '../../../platform/settings.ts';
import { columns, toText } from '../../../report/text/layout.ts';
import type { TextStyle } from '../../../report/text/style.ts';
import { type Action, type ActionScreen, actions } from '../../../ui/keymap/actions.ts';
import { chordText } from '../../../ui/keymap/chord.ts';
import { createKeymap, type Keymap } from '../../../ui/keymap/keymap.ts';
import { exitCode } from '../../exit-codes.ts';
import { type Io, print } from '../../io.ts';
import { reportProblems } from '../../report-problems.ts';
import { styleOf } from '../../screen.ts';

/**
 * `settings keys`: every action with its keys, as they are with the settings. What the settings ask for and
 * don't get is told on stderr, and gives 1.
 */
export async function listKeysCommand(io: Io, options: { readonly json: boolean }): Promise<number> {
  const paths = pathsOf(io.env);
  const read = paths.ok ? await readSettings(paths.value.config) : paths;
  const found = read.ok ? read.value : { settings: {}, problems: read.problems };
  const { keymap, problems } = createKeymap(found.settings.keys);
  const all = [...found.problems, ...problems];
  await print(io.stdout, options.json ? asJson(keymap) : asText(keymap, styleOf(io)));
  await reportProblems(io, all);
  return exitCode(all.length === 0 ? 'completed' : 'failed');
}

const screens: Readonly<Record<ActionScreen, string>> = {
  notebook: 'In the notebook',
  output: 'In an output',
  library: 'In the library',
  sessions: 'Among the sessions',
  everywhere: 'Everywhere',
};

function asJson(keymap: Keymap): string {
  const rows = actions.map(({ id, screen, title, help, keys }) => ({
    action: id,
    screen,
    title,
    help,
    keys: keymap.keysOf(id),
    shipped: keys,
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

function asText(keymap: Keymap, style: TextStyle): string {
  const order: readonly ActionScreen[] = ['notebook', 'output', 'library', 'sessions', 'everywhere'];
  const lines = order.flatMap((screen) => {
    const rows = actions
      .filter((action) => action.screen === screen)
      .map((action) => keyRow(action, keymap, style));
    return [style.paint('bold', screens[screen]), ...columns(rows, style.width), ''];
  });
  return toText([...lines, 'Change one: teei-runbook settings set keys.ACTION KEY...']);
}

function keyRow({ id, help, keys }: Action, keymap: Keymap, style: TextStyle): readonly string[] {
  const now = keymap.keysOf(id);
  const own = now.join(' ') === keys.join(' ') ? '' : ` Shipped with: ${named(keys)}.`;
  return [`  ${named(now)}`, style.paint('cyan', id), `${help}${own}`];
}

function named(chords: readonly string[]): string {
  return chords.length === 0 ? 'none' : chords.map(chordText).join(', ');
}
