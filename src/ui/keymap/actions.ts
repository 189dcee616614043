import { actingActions } from './actions/acting.ts';
import { decidingActions } from './actions/deciding.ts';
import type { ActionDefinition, Screen } from './actions/definition.ts';
import { lookingActions } from './actions/looking.ts';
import { movingActions } from './actions/moving.ts';
import { outputActions } from './actions/output.ts';
import { programActions } from './actions/program.ts';

export type { ActionDefinition, Screen, Section } from './actions/definition.ts';
export { sections } from './actions/definition.ts';

const definitions = [
  ...actingActions,
  ...decidingActions,
  ...lookingActions,
  ...movingActions,
  ...outputActions,
  ...programActions,
] as const;

export type ActionId = (typeof definitions)[number]['id'];
export type ActionScreen = (typeof definitions)[number]['screen'];

/** An action of the list below. */
export interface Action extends ActionDefinition {
  readonly id: ActionId;
}

/**
 * Everything that an operator can do, once. The key bar, the help, the palette, the settings and docs/keys.md
 * are made of this list.
 */
export const actions: readonly Action[] = definitions;

const byId: ReadonlyMap<string, Action> = new Map(actions.map((action) => [action.id, action]));

/** The action of that name, which may come from the settings. */
export function findAction(id: string): Action | undefined {
  return byId.get(id);
}

/** The actions that a screen has: its own, then those that work everywhere. */
export function actionsOn(screen: Screen): readonly Action[] {
  return [
    ...actions.filter((action) => action.screen === screen),
    ...actions.filter((action) => action.screen === 'everywhere'),
  ];
}
