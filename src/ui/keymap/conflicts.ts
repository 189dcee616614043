import { type Problem, problem } from '../../problem/problem.ts';
import { type Action, type ActionId, actions, type Screen } from './actions.ts';
import { chordText } from './chord.ts';
import { fixedKeysOf, type WantedKeys } from './overrides.ts';

/** One key of one action, and where it works. */
export interface Binding {
  readonly action: Action;
  readonly chord: string;
  readonly screen: Screen | 'everywhere';
}

/** Two actions that one key of one screen would do. */
export type Clash = readonly [Binding, Binding];

/** The bindings of all actions: the keys that are wanted for an action, or those that it ships with. */
export function bindingsOf(wanted: WantedKeys): readonly Binding[] {
  return actions.flatMap((action) => {
    const keys = wanted.get(action.id);
    const everywhere = (keys ?? action.keys).map((chord) => ({ action, chord, screen: action.screen }));
    return keys === undefined ? [...everywhere, ...screenKeys(action)] : everywhere;
  });
}

function screenKeys(action: Action): readonly Binding[] {
  const { output = [], notebook = [], library = [], sessions = [] } = action.keysOn ?? {};
  return [
    ...output.map((chord) => ({ action, chord, screen: 'output' as const })),
    ...notebook.map((chord) => ({ action, chord, screen: 'notebook' as const })),
    ...library.map((chord) => ({ action, chord, screen: 'library' as const })),
    ...sessions.map((chord) => ({ action, chord, screen: 'sessions' as const })),
  ];
}

/** The first key that would do two things on one screen; undefined: there is none. */
export function findClash(bindings: readonly Binding[]): Clash | undefined {
  for (const [index, one] of bindings.entries()) {
    const other = bindings.slice(index + 1).find((each) => clashes(one, each));
    if (other !== undefined) return [one, other];
  }
  return undefined;
}

function clashes(one: Binding, other: Binding): boolean {
  if (one.chord !== other.chord || one.action.id === other.action.id) return false;
  if (one.screen !== other.screen && one.screen !== 'everywhere' && other.screen !== 'everywhere')
    return false;
  return !giveWay(one, other) && !giveWay(other, one);
}

/** While a search is on, its keys go before those of the screen itself: that is meant so. */
function giveWay(own: Binding, search: Binding): boolean {
  return search.action.during === 'search' && own.screen !== 'everywhere';
}

/**
 * Takes away what clashes until nothing does. A key stays with the action that ships with it; where it is
 * new for both, neither gets it. An action that is left with none of its wanted keys has its shipped ones.
 */
export function resolveKeys(given: WantedKeys): {
  readonly bindings: readonly Binding[];
  readonly problems: readonly Problem[];
} {
  const wanted = new Map(given);
  const problems: Problem[] = [];
  for (;;) {
    const bindings = bindingsOf(wanted);
    const clash = findClash(bindings);
    const losers = clash?.filter((each) => !isShipped(each)) ?? [];
    if (clash === undefined || losers.length === 0) return { bindings, problems };
    for (const { action, chord } of losers) withdraw(wanted, action.id, chord);
    problems.push(conflict(clash, losers));
  }
}

function isShipped({ action, chord, screen }: Binding): boolean {
  return action.keys.includes(chord) || screen !== action.screen;
}

function withdraw(wanted: Map<ActionId, readonly string[]>, action: ActionId, chord: string): void {
  const left = (wanted.get(action) ?? []).filter((each) => each !== chord);
  const own = left.filter((each) => !fixedKeysOf(action).includes(each));
  if (own.length > 0) wanted.set(action, left);
  else wanted.delete(action);
}

function conflict([one, other]: Clash, losers: readonly Binding[]): Problem {
  const [loser = one] = losers;
  const keeper = loser === one ? other : one;
  const key = chordText(loser.chord);
  const what =
    losers.length > 1
      ? `The settings give ${key} to both \`${one.action.id}\` and \`${other.action.id}\`: neither has it.`
      : `The settings give ${key} to \`${loser.action.id}\`, but it is the key of \`${keeper.action.id}\`: it stays so.`;
  return problem('settings/key-conflict', what, {
    hint: `Choose another key, or give \`${keeper.action.id}\` one too: teei-runbook settings set keys.${keeper.action.id} KEY`,
  });
}
