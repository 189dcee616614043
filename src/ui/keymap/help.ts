import { textWidth } from '../text/cells.ts';
import { padLine } from '../text/fit.ts';
import { type Line, line, span } from '../text/line.ts';
import { wrapLines } from '../text/wrap.ts';
import { type Action, actionsOn, type Screen, type Section, sections } from './actions.ts';
import { chordText } from './chord.ts';
import type { Keymap } from './keymap.ts';
import type { WhyNot } from './palette.ts';

/** Columns that an explanation needs to be read beside its title. */
const readable = 30;

/**
 * Every action of a screen by section, with its keys and what it does. One that does not work now is dim,
 * and says why. Each row fits the columns.
 */
export function helpRows(keymap: Keymap, screen: Screen, whyNot: WhyNot, columns: number): readonly Line[] {
  const all = actionsOn(screen).map((action) => ({
    action,
    keys: keysText(action, keymap, screen),
    reason: whyNot(action.id),
  }));
  const look = {
    columns,
    keys: Math.max(0, ...all.map(({ keys }) => textWidth(keys))),
    titles: Math.max(0, ...all.map(({ action }) => textWidth(action.title))),
  };
  const blocks = sectionNames.map((section) => {
    const shown = all.filter(({ action }) => action.section === section);
    return shown.length === 0
      ? []
      : [line(sections[section], 'heading'), ...shown.flatMap((entry) => entryRows(entry, look)), []];
  });
  return blocks.flat().slice(0, -1);
}

const sectionNames: readonly Section[] = ['act', 'decide', 'session', 'look', 'move', 'program'];

function keysText({ id }: Action, keymap: Keymap, screen: Screen): string {
  const keys = keymap.keysOf(id, screen).map(chordText);
  return keys.length === 0 ? '(palette)' : keys.join(', ');
}

interface HelpEntry {
  readonly action: Action;
  readonly keys: string;
  readonly reason: string | undefined;
}

interface HelpLook {
  readonly columns: number;
  readonly keys: number;
  readonly titles: number;
}

function entryRows({ action, keys, reason }: HelpEntry, look: HelpLook): readonly Line[] {
  const off = reason !== undefined;
  const key = padLine([span('  '), span(keys, off ? 'dim' : 'key')], look.keys + 4);
  const why = off ? [span(` Not now: ${reason}`, 'dim')] : [];
  const help = span(action.help, off ? 'dim' : 'plain');
  const left = look.keys + 4;
  if (look.columns - left - look.titles - 2 < readable) {
    const title = span(`${action.title}: `, off ? 'dim' : 'strong');
    return wrapLines([...key, title, help, ...why], look.columns, left);
  }
  const title = padLine([span(action.title, off ? 'dim' : 'strong')], look.titles + 2);
  return wrapLines([...key, ...title, help, ...why], look.columns, left + look.titles + 2);
}
