import { problem, type Problem } from '../problem/problem.ts';

/** What a user may set for the full screen. Nothing of it changes what a session does. */
export interface ScreenSettings {
  /** For an action, by its id, the key or keys that take the place of those it ships with. */
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
  /** How the operator is told that something waits; empty: not at all. Without it, in every way. */
  readonly attention?: readonly Attention[];
  /** `auto`: as the terminal's background is. `mono`: no colours. */
  readonly theme?: ThemeName;
}

/** Ring the terminal's bell; send a notification to the desktop (OSC 9); say it in the window's title. */
export const attentions = ['bell', 'notification', 'title'] as const;
export type Attention = (typeof attentions)[number];

export const themeNames = ['auto', 'dark', 'light', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];

/** The values as they stand in the file. */
type Raw = Readonly<Record<keyof ScreenSettings, unknown>>;

/** Takes what can be used; what can't is left out and told, with where it stands. */
export function readScreenSettings(
  raw: Raw,
  file: string,
): { readonly settings: ScreenSettings; readonly problems: readonly Problem[] } {
  const keys = isKeys(raw.keys) ? raw.keys : undefined;
  const attention = isAttention(raw.attention) ? raw.attention : undefined;
  const theme = themeNames.find((name) => name === raw.theme);
  return {
    settings: {
      ...(keys === undefined ? {} : { keys }),
      ...(attention === undefined ? {} : { attention }),
      ...(theme === undefined ? {} : { theme }),
    },
    problems: [
      ...(raw.keys === undefined || keys !== undefined ? [] : [invalid('keys', raw.keys, file)]),
      ...(raw.attention === undefined || attention !== undefined
        ? []
        : [invalid('attention', raw.attention, file)]),
      ...(raw.theme === undefined || theme !== undefined ? [] : [invalid('theme', raw.theme, file)]),
    ],
  };
}

const expected = {
  keys: 'an object of actions with their keys, such as { "skip": "K" }',
  attention: `a list of ${attentions.join(', ')}`,
  theme: `one of ${themeNames.join(', ')}`,
} as const;

function invalid(name: keyof ScreenSettings, value: unknown, file: string): Problem {
  return problem(
    'settings/invalid-value',
    `The setting ${name} in ${file} is ${JSON.stringify(value)}, but must be ${expected[name]}. It is passed over.`,
    {
      hint: `Set it anew: teei-runbook settings set ${name === 'keys' ? 'keys.ACTION KEY' : `${name} VALUE`}`,
    },
  );
}

function isKeys(value: unknown): value is NonNullable<ScreenSettings['keys']> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string' || isTexts(each))
  );
}

function isAttention(value: unknown): value is readonly Attention[] {
  return isTexts(value) && value.every((each) => attentions.some((name) => name === each));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
