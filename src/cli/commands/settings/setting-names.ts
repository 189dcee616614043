import { attentions, themeNames } from '../../../platform/screen-settings.ts';
import type { Settings } from '../../../platform/settings.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { suggestion } from '../../../runbook/suggest.ts';
import { type ActionId, actions, findAction } from '../../../ui/keymap/actions.ts';

/** Settings with one value, or one list. Those of `keys` are set one action at a time. */
export type PlainName = Exclude<keyof Settings, 'keys'>;

/** Each with what it is for. */
export const plainSettings: Readonly<Record<PlainName, string>> = {
  'sessions-dir': 'the folder where sessions are kept',
  'signing-key': 'the SSH key that signs',
  library: 'the folder of your own runbooks',
  witness: 'what keeps the heads of your logs: file=PATH, command=TEXT, postgresql=URL, or none',
  attention: `how you are told that something waits: ${attentions.join(', ')}, or none`,
  theme: `the colours of the full screen: ${themeNames.join(', ')}`,
};

/** What a name on the command line means. */
export type SettingName =
  | { readonly setting: 'plain'; readonly name: PlainName }
  /** `keys.ACTION`. */
  | { readonly setting: 'key'; readonly action: ActionId };

const prefix = 'keys.';

/** Every name that can be set. */
export const settingNames: readonly string[] = [
  ...Object.keys(plainSettings),
  ...actions.map(({ id }) => prefix + id),
];

/** Reads a name; undefined: there is no such setting. */
export function readSettingName(text: string): SettingName | undefined {
  if (isPlainName(text)) return { setting: 'plain', name: text };
  const action = text.startsWith(prefix) ? findAction(text.slice(prefix.length)) : undefined;
  return action === undefined ? undefined : { setting: 'key', action: action.id };
}

function isPlainName(text: string): text is PlainName {
  return Object.hasOwn(plainSettings, text);
}

/** What can stand behind a name and the values that were typed already, as far as there is a list of it. */
export function settingValues([name, ...typed]: readonly string[]): readonly string[] {
  if (name === 'theme') return typed.length === 0 ? themeNames : [];
  if (name !== 'attention') return [];
  const left = attentions.filter((each) => !typed.includes(each));
  return typed.length === 0 ? [...left, 'all', 'none'] : left;
}

/** That there is no such setting, with the nearest one; `more` are other words that could have been meant. */
export function unknownName(text: string, more: readonly string[] = []): Problem {
  const names = text.startsWith(prefix)
    ? settingNames
    : [...Object.keys(plainSettings), 'keys.ACTION', ...more];
  const hint = suggestion(text, names);
  const message = `There is no setting “${visibleText(text)}”.`;
  return problem('settings/unknown-name', message, hint === undefined ? {} : { hint });
}
