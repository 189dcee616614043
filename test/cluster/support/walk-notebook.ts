import { vi } from 'vitest';
import { openScreen, type ScreenUser } from '../../e2e/support/screen.ts';
import type { TestPlatform } from './platform.ts';

/** What somebody does in the notebook where the usual key is not the right one. */
export interface NotebookOperator {
  /** By the label of a question's field: the answer that is typed. */
  readonly answers?: Readonly<Record<string, string>>;
  /** What is chosen when a step has failed: the key of an action, and the reason that is typed. */
  readonly onFailure?: { readonly key: string; readonly reason: string };
  /** Hears every screen that stands while the operator looks. */
  readonly looks?: (rows: readonly string[]) => void;
}

export interface NotebookWalked {
  readonly exitCode: number;
  /** The last full screen. */
  readonly last: string;
  /** What stays on the terminal after the program has given it back. */
  readonly left: string;
}

/** Milliseconds within which a step may come to its end. */
const patience = 180_000;

/**
 * Walks a runbook in the notebook with nothing but what its key bar and its dialogs say: ticks items, runs
 * steps, types the namespace, approves as somebody else.
 */
export async function walkNotebook(
  platform: TestPlatform,
  args: readonly string[],
  operator: NotebookOperator,
): Promise<NotebookWalked> {
  const user = openScreen({ folder: platform.folder, env: { ...process.env, ...platform.env } }, args, {
    columns: 140,
    rows: 50,
  });
  let before = '';
  for (;;) {
    const screen = await nextScreen(user, before, operator);
    if (foot(screen).startsWith('Enter leave')) break;
    before = screen.join('\n');
    await answer(user, screen, operator);
  }
  const last = user.rows().join('\n');
  await user.presses('enter');
  const exitCode = await user.ends();
  return { exitCode, last, left: user.rows().join('\n') };
}

/** The next screen that waits for somebody: its foot says what Enter does. */
async function nextScreen(
  user: ScreenUser,
  before: string,
  operator: NotebookOperator,
): Promise<readonly string[]> {
  const waited = vi.waitUntil(
    () => {
      const rows = user.rows();
      operator.looks?.(rows);
      return rows.join('\n') !== before && foot(rows).includes('Enter ') ? rows : undefined;
    },
    { timeout: patience, interval: 30 },
  );
  return waited.catch(() => {
    throw new Error(`nothing came of it. The screen:\n${user.rows().join('\n')}`);
  });
}

function foot(rows: readonly string[]): string {
  return rows.at(-1) ?? '';
}

/** What the foot of the screen says that Enter does, and what a person would press there. */
async function answer(user: ScreenUser, screen: readonly string[], operator: NotebookOperator): Promise<void> {
  const enter = /^Enter (.+?)(?: · |  |$)/.exec(foot(screen))?.[1] ?? '';
  switch (enter) {
    case 'run':
    case 'look':
    case 'approval':
    case 'answer':
      return user.presses('enter');
    case 'sign':
      return user.presses('y');
    case 'back to the current step':
      return user.presses('.');
    case 'ways on':
      if (operator.onFailure === undefined) throw new Error(`a step failed:\n${screen.join('\n')}`);
      await user.presses(operator.onFailure.key);
      await user.sees('Why');
      await write(user, operator.onFailure.reason);
      return user.presses('enter');
    default:
      return inDialog(user, screen, operator);
  }
}

async function inDialog(user: ScreenUser, screen: readonly string[], operator: NotebookOperator): Promise<void> {
  const text = screen.join('\n');
  const word = /Type (\S+) to go on/.exec(text)?.[1] ?? /Type the context .*\n\s+(\S+)/.exec(text)?.[1];
  if (word !== undefined) {
    await write(user, word);
    return submit(user, screen);
  }
  // The screen may have gone on to an item between the look and the key.
  if (text.includes('y Yes, it is so')) return user.presses('y');
  if (/^\s*Run it$/m.test(text)) {
    await user.presses('up');
    return submit(user, screen);
  }
  if (/^.?\s*Approver /m.test(text)) {
    await write(user, 'Somebody Else');
    await user.presses('tab', 'tab');
    await write(user, 'looks right');
    return submit(user, screen);
  }
  const known = Object.entries(operator.answers ?? {}).find(([label]) => text.includes(label));
  if (known === undefined) throw new Error(`nobody answers:\n${text}`);
  // A choice is found by a part of its name; a text stands in its field.
  if (foot(screen).includes('choose')) await user.presses(...known[1]);
  else await write(user, known[1]);
  return submit(user, screen);
}

/** What is written stands in the field before anything else is pressed: a key in the same burst decides nothing. */
async function write(user: ScreenUser, text: string): Promise<void> {
  user.types(text);
  await user.sees(`│ ${text}`);
}

/** Enter, and then a look until the question is gone: what is pressed before would go to whatever comes next. */
async function submit(user: ScreenUser, screen: readonly string[]): Promise<void> {
  const buttons = screen.findLast((row) => /\[ \S.* \]|Run it/.test(row));
  await user.presses('enter');
  const button = /\[ \S[^\]]* \]|Run it/.exec(buttons ?? '')?.[0];
  if (button !== undefined) await user.missesNow(button);
}
