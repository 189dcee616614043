/**
 * One key as it was pressed. `chord` is its name in the keymap: a character as it is (`y`, `G`, `/`), or
 * `enter`, `escape`, `tab`, `backspace`, `delete`, `space`, `up`, `down`, `left`, `right`, `home`, `end`,
 * `pageup`, `pagedown`, `f1`…, with `ctrl+`, `alt+`, `shift+` before it where they were held.
 */
export interface KeyPress {
  readonly input: 'key';
  readonly chord: string;
  /** What it writes into a text field; empty for keys that write nothing. */
  readonly text: string;
  /** False when it came in one burst with others: such a key may write and move, but never decide anything. */
  readonly alone: boolean;
}

/**
 * Text that was pasted in one piece, or that came at once as no hand types it: a terminal that puts no brackets
 * around a paste. It goes into a field, or nowhere.
 */
export interface Paste {
  readonly input: 'paste';
  readonly text: string;
}

export type Input = KeyPress | Paste;

/** What a screen says on which nothing is typed. */
export function pasteRefused({ text }: Paste): string {
  return `Nothing was done: ${text.length} characters came at once, as from a paste.`;
}
