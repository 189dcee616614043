/** A screen that has keys of its own. Keys of `everywhere` work on each of them. */
export type Screen = 'notebook' | 'output' | 'library' | 'sessions';

/** Something that an operator can do. */
export interface ActionDefinition {
  /** Its name in the settings. */
  readonly id: string;
  /** The screen that it belongs to. */
  readonly screen: Screen | 'everywhere';
  readonly section: Section;
  /** Two or three words for the key bar and the palette. */
  readonly title: string;
  /** One sentence for the help and the docs. */
  readonly help: string;
  /** Keys as shipped; the settings may give others. Empty: only in the palette and the menus. */
  readonly keys: readonly string[];
  /** Further keys as shipped that work on one screen only. */
  readonly keysOn?: Readonly<Partial<Record<Screen, readonly string[]>>>;
  /** True where it runs, signs or ends something: such a key never comes from a burst of keys. */
  readonly consequential: boolean;
  /** While a search is on, its keys go before the keys of the screen itself. */
  readonly during?: 'search';
}

/** The parts of the help, in their order, with their headings. */
export const sections = {
  act: 'Do what the step asks',
  decide: 'When it does not go well',
  session: 'The session',
  look: 'Look',
  move: 'Move',
  program: 'The program',
} as const;

export type Section = keyof typeof sections;
