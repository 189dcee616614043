import { type Problem, problem } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { nearest } from '../../runbook/suggest.ts';
import { type ActionId, actions, findAction } from './actions.ts';
import { chordText, keyNames, parseChord } from './chord.ts';

/** The setting `keys`: for an action, by its id, the key or keys that take the place of the shipped ones. */
export type KeyOverrides = Readonly<Record<string, string | readonly string[]>>;

/** Keys that stay where they are: a person must always get on, out and away. */
const fixed: ReadonlyMap<string, readonly ActionId[]> = new Map([
  ['enter', ['act', 'open', 'look']],
  ['escape', ['close']],
  ['ctrl+c', ['interrupt']],
]);

/** The keys that an action can't lose. */
export function fixedKeysOf(action: ActionId): readonly string[] {
  return [...fixed].filter(([, owners]) => owners.includes(action)).map(([chord]) => chord);
}

/** Chords by action, as far as the names in the settings can be understood; an empty list takes the keys away. */
export type WantedKeys = ReadonlyMap<ActionId, readonly string[]>;

/** Reads the setting. An action with nothing but mistakes is left out, so that it keeps its shipped keys. */
export function readOverrides(overrides: KeyOverrides): {
  readonly wanted: WantedKeys;
  readonly problems: readonly Problem[];
} {
  const wanted = new Map<ActionId, readonly string[]>();
  const problems: Problem[] = [];
  for (const [name, given] of Object.entries(overrides)) {
    const action = findAction(name);
    if (action === undefined) {
      problems.push(unknownAction(name));
      continue;
    }
    const texts = typeof given === 'string' ? [given] : given;
    const read = texts.map((text) => readKey(action.id, text));
    problems.push(...read.flatMap((each) => (typeof each === 'string' ? [] : [each])));
    const chords = read.filter((each) => typeof each === 'string');
    if (chords.length > 0 || texts.length === 0) {
      wanted.set(action.id, [...new Set([...chords, ...fixedKeysOf(action.id)])]);
    }
  }
  return { wanted, problems };
}

/** A chord that this action may have, or what is wrong with it. */
function readKey(action: ActionId, text: string): string | Problem {
  const chord = parseChord(text);
  if (chord === undefined) return unknownKey(action, text);
  const owners = fixed.get(chord);
  if (owners === undefined || owners.includes(action)) return chord;
  return problem(
    'settings/fixed-key',
    `The settings give ${chordText(chord)} to \`${action}\`, but it stays ${owners.map((id) => `\`${id}\``).join(', ')}.`,
    { hint: `Choose another key: teei-runbook settings set keys.${action} KEY` },
  );
}

function unknownAction(name: string): Problem {
  const ids = actions.map(({ id }) => id);
  const near = nearest(name, ids);
  return problem(
    'settings/unknown-action',
    `The settings give a key to \`${visibleText(name)}\`, which is no action.`,
    {
      hint: near === undefined ? 'List them with: teei-runbook settings keys' : `Did you mean \`${near}\`?`,
    },
  );
}

function unknownKey(action: ActionId, text: string): Problem {
  const near = text.length > 1 ? nearest(text, keyNames) : undefined;
  const forms = 'Write a character as it is, or such as `space`, `f5`, `ctrl+k`, `alt+k`, `shift+tab`';
  return problem(
    'settings/unknown-key',
    `The settings give \`${visibleText(text)}\` to \`${action}\`, which is no key that a terminal sends.`,
    { hint: near === undefined ? forms : `Did you mean \`${near}\`?` },
  );
}
