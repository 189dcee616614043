/** What stands on the full screen for somebody to answer, read from its rows alone, as a person would. */
export type Standing =
  /** A page whose key bar says what Enter does. */
  | { readonly on: 'page'; readonly enter: string; readonly bar: string; readonly said: string }
  | { readonly on: 'menu'; readonly title: string; readonly focused: string; readonly text: string }
  | { readonly on: 'form'; readonly focused: FormFocus; readonly text: string };

type FormFocus =
  | { readonly on: 'button'; readonly label: string }
  | { readonly on: 'field'; readonly label: string; readonly value: string; readonly choice: boolean };

/** Undefined: nothing is to be answered now, or the screen is between two frames. */
export function standingOn(rows: readonly string[]): Standing | undefined {
  const bar = rows.at(-1) ?? '';
  if (bar.endsWith('Esc cancel: nothing is done')) return formOn(rows, bar);
  if (/ {2}Up\/Down move {2}Esc /.test(bar)) return menuOn(rows);
  const enter = /^Enter (.+?)(?: · |$)/.exec(bar)?.[1];
  return enter === undefined ? undefined : { on: 'page', enter, bar, said: pageSays(rows) };
}

/** How far the session is, the step in hand, and what was said of the last key: not the time, which runs by itself. */
function pageSays(rows: readonly string[]): string {
  const progress = /\S* *[█░]+ \d+\/\d+/.exec(rows.slice(0, 2).join('\n'))?.[0] ?? '';
  const step = rows.find((row) => /│ [▸✗✓] (?:to do|[A-Z-]+)\b/.test(row)) ?? '';
  return [progress, step.trim(), rows.at(-2) ?? ''].join('\n');
}

/** The rows of the open dialog: from the box around its title on, or from the title above its first rule. */
function dialogRows(rows: readonly string[]): readonly string[] {
  const edge = rows.findIndex((row) => row.startsWith('┌─') || /^─{20,}$/.test(row));
  if (edge === -1) return rows;
  if (rows[edge]?.startsWith('┌─') === true) return rows.slice(edge + 1);
  return rows.slice(rows.slice(0, edge).lastIndexOf('') + 1);
}

/** Without the word that is on every dangerous one. */
function titleOf([first = '']: readonly string[]): string {
  return first.replace(/^│ DANGER {2}(.*) │$/, '$1').trim();
}

function menuOn(rows: readonly string[]): Standing | undefined {
  const dialog = dialogRows(rows);
  const focused = dialog.findLast((row) => row.startsWith('▸ '));
  if (focused === undefined) return undefined;
  return { on: 'menu', title: titleOf(dialog), focused: focused.slice(2), text: dialog.join('\n') };
}

function formOn(rows: readonly string[], bar: string): Standing | undefined {
  const dialog = dialogRows(rows);
  const focused = focusOf(dialog, bar.includes('Left/Right choose'));
  if (focused === undefined) return undefined;
  return { on: 'form', focused, text: dialog.join('\n') };
}

function focusOf(dialog: readonly string[], choice: boolean): FormFocus | undefined {
  const button = /▸ \[ (.+?) \]/.exec(dialog.at(-2) ?? '')?.[1];
  if (button !== undefined) return { on: 'button', label: button };
  const at = dialog.findLastIndex((row) => row.startsWith('▸ '));
  const row = dialog[at];
  if (row === undefined) return undefined;
  // In a narrow window the label stands above its field.
  const [label = '', value = ''] = row.includes('│')
    ? row.split('│')
    : [row, (dialog[at + 1] ?? '').split('│')[1]];
  return { on: 'field', label: label.slice(2).trim(), value: value.trim(), choice };
}
