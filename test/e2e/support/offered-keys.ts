import { namedChord } from './keys.ts';
import type { ScreenUser } from './screen.ts';

/**
 * Presses a key once the screen offers it with these words, as `y yes` in the key bar or `▸ y Yes` in a menu.
 * What nothing on the screen tells of is no key for somebody who is here for the first time.
 */
export async function uses(user: ScreenUser, key: string, what: string): Promise<void> {
  await user.sees(offer(key, what));
  await user.presses(namedChord(key));
}

/** Chooses the item of a menu with the arrow keys, which the menu offers. */
export async function chooses(user: ScreenUser, item: string): Promise<void> {
  await user.sees(item);
  await user.sees('Up/Down move');
  for (let turn = 0; turn < 12 && !inFocus(user, item); turn += 1) {
    const before = focusedRow(user);
    await user.hurries('up');
    await user.missesNow(new RegExp(`^${escaped(before)}`, 'm'));
  }
  await user.hurries('enter');
}

/** Fills in the fields of a form from the first to the last, and submits it with the words that it offers. */
export async function fillsIn(user: ScreenUser, submit: string, ...texts: readonly string[]): Promise<void> {
  for (const [at, text] of texts.entries()) {
    const next = at === texts.length - 1 ? submit : 'next field';
    // Where it is dangerous, the form opens with Cancel in focus; what is typed goes into the field all the same.
    await user.sees(at === 0 ? offer('Esc', 'cancel') : offer('Enter', next));
    // The first letter by itself: what comes in one read with the Enter before it would be a paste with a line end.
    if (text !== '') await user.hurries(text.slice(0, 1));
    user.types(text.slice(1));
    await user.sees(offer('Enter', next));
    await user.hurries('enter');
  }
}

function offer(key: string, what: string): RegExp {
  return new RegExp(String.raw`(?:^|[·▸] *| {2})${escaped(key)} ${escaped(what)}`, 'm');
}

function inFocus(user: ScreenUser, item: string): boolean {
  return focusedRow(user).includes(item);
}

/** The row of the open menu that Enter chooses. */
function focusedRow(user: ScreenUser): string {
  const row = user.rows().findLast((each) => /^ *▸ /.test(each));
  if (row === undefined) throw new Error(`no item has the focus:\n${user.rows().join('\n')}`);
  return row;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
