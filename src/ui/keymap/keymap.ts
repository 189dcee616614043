import type { Problem } from '../../problem/problem.ts';
import type { ActionId, Screen } from './actions.ts';
import { chordText } from './chord.ts';
import { type Binding, resolveKeys } from './conflicts.ts';
import { type KeyOverrides, readOverrides } from './overrides.ts';

/** Where a key was pressed. */
export interface KeyContext {
  readonly screen: Screen;
  /** True while a search is on: then the keys of its matches go before the screen's own. */
  readonly searching: boolean;
}

/** Which key does what. */
export interface Keymap {
  /** What a key does (`KeyPress.chord`); undefined: nothing. */
  actionFor(chord: string, context: KeyContext): ActionId | undefined;
  /** The chords of an action, the usual one first. A screen adds those that work there only. */
  keysOf(action: ActionId, screen?: Screen): readonly string[];
  /** Its first key as the bar shows it (`^P`, `Enter`); empty where it has none. */
  keyName(action: ActionId): string;
}

/**
 * The keys as shipped, with those of the settings in place of them. What can't be done is told as problems,
 * and the shipped keys stay there. Enter, Escape and Ctrl+C can be given to nothing else.
 */
export function createKeymap(overrides: KeyOverrides = {}): {
  readonly keymap: Keymap;
  readonly problems: readonly Problem[];
} {
  const { wanted, problems } = readOverrides(overrides);
  const resolved = resolveKeys(wanted);
  return { keymap: keymapOf(resolved.bindings), problems: [...problems, ...resolved.problems] };
}

function keymapOf(bindings: readonly Binding[]): Keymap {
  const keysOf: Keymap['keysOf'] = (id, screen) =>
    bindings
      .filter(({ action }) => action.id === id)
      .filter((each) => each.screen === each.action.screen || each.screen === screen)
      .map(({ chord }) => chord);
  return {
    actionFor: (chord, { screen, searching }) => {
      const here = bindings.filter((each) => each.chord === chord && worksOn(each, screen));
      const [first] = here.toSorted((one, other) => rank(one, searching) - rank(other, searching));
      return first?.action.id;
    },
    keysOf,
    keyName: (id) => {
      const [first] = keysOf(id);
      return first === undefined ? '' : chordText(first);
    },
  };
}

function worksOn(binding: Binding, screen: Screen): boolean {
  return binding.screen === screen || binding.screen === 'everywhere';
}

/** The screen's own key goes before one that works everywhere; during a search, the search's before both. */
function rank({ action, screen }: Binding, searching: boolean): number {
  if (action.during === 'search') return searching ? 0 : 3;
  return screen === 'everywhere' ? 2 : 1;
}
