import { vi } from 'vitest';
import { openScreen, type ScreenUser } from '../../e2e/support/screen.ts';
import type { TestPlatform } from './platform.ts';
import { type Standing, standingOn } from './standing.ts';

/** What somebody in front of the notebook answers. */
export interface NotebookOperator {
  /** By the beginning of a field's label: what is typed or chosen there. An empty text: it is left out. */
  readonly fields: Readonly<Record<string, string>>;
  /** By the beginning of a menu's title: the beginnings of items, of which the first that is offered is chosen. */
  readonly menus: Readonly<Record<string, readonly string[]>>;
}

export interface NotebookWalked {
  readonly exitCode: number;
  /** Each screen that was answered; the last one is the end of the session. */
  readonly screens: readonly string[];
  /** What stays on the terminal after the program has given it back. */
  readonly left: string;
}

/** Milliseconds within which a step must come to its end. */
const patience = 240_000;

/** Milliseconds that something stands before it is answered: a key that came sooner would be meant for what was before. */
const reading = 300;

/** Milliseconds after which a key is pressed again that the program has said it did not take. */
const impatience = 1_500;

/**
 * Walks a session in the notebook to its end with nothing but what the screen says: one key at a time, and the next
 * one only when something else stands there.
 */
export async function walkNotebook(
  platform: Pick<TestPlatform, 'folder' | 'env'>,
  args: readonly string[],
  operator: NotebookOperator,
  size: { readonly columns: number; readonly rows: number },
): Promise<NotebookWalked> {
  const user = openScreen({ folder: platform.folder, env: { ...process.env, ...platform.env } }, args, size);
  const eyes = openEyes(user);
  const screens: string[] = [];
  for (;;) {
    const seen = await eyes.somethingNew();
    if (seen.on === 'shell') break;
    screens.push(user.rows().join('\n'));
    await answer(user, seen, operator);
  }
  return { exitCode: await user.ends(), screens, left: user.rows().join('\n') };
}

/** Something to answer, or that the terminal was given back. */
type Seen = Standing | { readonly on: 'shell' };

/** The eyes of somebody who remembers what was answered last. */
function openEyes(user: ScreenUser): { somethingNew(): Promise<Seen> } {
  let answered: Standing | undefined;
  let answeredAt = 0;
  let standing: Standing | undefined;
  let standsSince = 0;

  function look(): Seen | undefined {
    if (answered?.on === 'page' && answered.enter === 'leave' && !user.alternate()) return { on: 'shell' };
    const rows = user.rows();
    const now = performance.now();
    const before = standing;
    standing = standingOn(rows);
    if (!isSame(standing, before)) standsSince = now;
    if (standing === undefined || now - standsSince < reading) return undefined;
    const refused = rows.join('\n').includes('Press it again.') && now - answeredAt > impatience;
    return isSame(standing, answered) && !refused ? undefined : standing;
  }

  return {
    async somethingNew() {
      const seen = await vi.waitUntil(look, { timeout: patience, interval: 20 }).catch(() => {
        throw new Error(`nothing new came. The screen:\n${user.rows().join('\n')}`);
      });
      answered = seen.on === 'shell' ? undefined : seen;
      answeredAt = performance.now();
      return seen;
    },
  };
}

function isSame(one: Standing | undefined, other: Standing | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function answer(user: ScreenUser, standing: Standing, operator: NotebookOperator): Promise<void> {
  switch (standing.on) {
    case 'page':
      // An item has a key of its own; what Enter opens there is a menu.
      return user.presses(standing.bar.includes(' · y yes') ? 'y' : 'enter');
    case 'menu': {
      const { title, focused, text } = standing;
      const wanted = meant(operator.menus, title, text);
      const item = wanted.find((each) => text.includes(each));
      if (item === undefined) throw new Error(`“${wanted.join('”, “')}” is not offered:\n${text}`);
      return user.presses(focused.startsWith(item) ? 'enter' : 'down');
    }
    case 'form':
      return fill(user, standing, operator);
  }
}

async function fill(
  user: ScreenUser,
  { focused, text }: Extract<Standing, { on: 'form' }>,
  { fields }: NotebookOperator,
): Promise<void> {
  // A dangerous form opens on Cancel, and its key bar names the way to the fields.
  if (focused.on === 'button') return user.presses('tab');
  const { label, value, choice } = focused;
  const word = /^Type (.+) to go on$/.exec(label)?.[1] ?? meant(fields, label, text);
  if (choice) return user.presses(value.includes(`(x) ${word}`) ? 'enter' : 'right');
  if (value === word) return user.presses('enter');
  if (value !== '') throw new Error(`“${value}” stands in the field, not “${word}”:\n${text}`);
  user.types(word);
  await user.sees(`│ ${word}`);
}

function meant<T>(answers: Readonly<Record<string, T>>, asked: string, text: string): T {
  // A tall dialog covers the blank row by which its title is told from the page behind it.
  const titles = [asked, ...text.split('\n')];
  const known = titles
    .map((title) => Object.entries(answers).find(([beginning]) => title.startsWith(beginning)))
    .find((each) => each !== undefined);
  if (known === undefined) throw new Error(`nobody knows what to answer to “${asked}”:\n${text}`);
  return known[1];
}
