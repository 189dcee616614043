import wrapAnsi from 'wrap-ansi';

/** The widest that prose is set, whatever the terminal offers: longer lines are hard to read. */
const widest = 100;

/** Breaks a line at words; further lines are indented by `hanging` columns. `columns`: of the terminal. */
export function wrapLine(text: string, columns: number, hanging: number): readonly string[] {
  const indent = ' '.repeat(hanging);
  const width = Math.max(20, Math.min(columns, widest) - hanging);
  const own = /^ */.exec(text)?.[0] ?? '';
  const [first = '', ...rest] = wrapAnsi(text.slice(own.length), width, { hard: true }).split('\n');
  return [own + first, ...rest.map((line) => indent + line)];
}
