import type { Terminal } from '@xterm/headless';

/** The rows that the terminal shows, without trailing spaces. */
export function rowsOf(terminal: Terminal): readonly string[] {
  const { active } = terminal.buffer;
  return Array.from(
    { length: terminal.rows },
    (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
  );
}

/** Whether this stands in the rows. White space of a string matches any other, line ends too. */
export function stands(expected: string | RegExp, rows: readonly string[]): boolean {
  const text = rows.join('\n');
  if (typeof expected !== 'string') return expected.test(text);
  return text.replaceAll(/\s+/g, ' ').includes(expected.replaceAll(/\s+/g, ' '));
}

/** Mode and number of the foreground of where this text begins; undefined: it is on no row. */
export function colourAt(terminal: Terminal, text: string): string | undefined {
  const { active } = terminal.buffer;
  for (let row = 0; row < terminal.rows; row += 1) {
    const line = active.getLine(active.viewportY + row);
    const column = line?.translateToString(true).indexOf(text) ?? -1;
    const cell = column < 0 ? undefined : line?.getCell(column);
    if (cell !== undefined) return `${cell.getFgColorMode()}:${cell.getFgColor()}`;
  }
  return undefined;
}
