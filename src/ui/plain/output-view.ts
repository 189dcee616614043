import { StringDecoder } from 'node:string_decoder';
import { visibleLine } from '../../problem/visible-text.ts';

/** Lines of a step's output that are shown as they come; the rest is in the file. */
const shownLines = 2000;
/** The last lines, which are shown at the end where the middle was left out. */
const lastLines = 20;
/** Characters of one line that are shown. */
const shownLength = 2000;

/**
 * A step's output on its way to the screen: line by line, safe, and bounded, so that a gigabyte neither
 * floods the terminal nor fills the memory.
 */
export class OutputView {
  readonly #decoder = new StringDecoder('utf8');
  readonly #colour: boolean;
  readonly #print: (line: string) => void;
  #rest = '';
  #count = 0;
  #tail: string[] = [];

  constructor(print: (line: string) => void, colour: boolean) {
    this.#print = print;
    this.#colour = colour;
  }

  write(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = this.#bounded(lines.pop() ?? '');
    for (const line of lines) this.#line(line);
  }

  /** Shows what is left, and says how much was left out. */
  end(): void {
    this.#rest += this.#decoder.end();
    if (this.#rest !== '') this.#line(this.#rest);
    this.#rest = '';
    const hidden = this.#count - shownLines;
    if (hidden > this.#tail.length)
      this.#print(`… ${hidden - this.#tail.length} lines are only in the output file`);
    for (const line of this.#tail) this.#print(line);
    this.#tail = [];
  }

  #line(line: string): void {
    this.#count += 1;
    const shown = this.#cut(visibleLine(line, this.#colour));
    if (this.#count <= shownLines) this.#print(shown);
    else {
      this.#tail.push(shown);
      if (this.#tail.length > lastLines) this.#tail.shift();
    }
  }

  #cut(line: string): string {
    return line.length <= shownLength ? line : `${line.slice(0, shownLength)}…`;
  }

  /** A line without end is not kept without end: behind a carriage return only the last text counts. */
  #bounded(rest: string): string {
    const visible = rest.slice(rest.lastIndexOf('\r', rest.length - 2) + 1);
    return visible.length <= shownLength * 4 ? visible : visible.slice(0, shownLength * 4);
  }
}
