import { err, ok, problem, type Result } from '../../../problem/problem.ts';
import type { LineReader } from '../lines/line-reader.ts';
import type { Page } from '../lines/viewport.ts';
import { bytesText } from '../rows/lay-out.ts';

/** Bytes that fit into the 100,000 characters of base64 that hterm and others take by OSC 52; more is dropped. */
const most = 74_994;

/** Text for the clipboard: the lines between the first mark and the last, both of them too, or those on the screen. */
export async function copiedText(
  reader: LineReader,
  page: Page,
  marks: readonly number[],
): Promise<Result<{ readonly text: string; readonly lines: number }>> {
  const first = marks[0];
  const last = marks.at(-1);
  const between = first !== undefined && last !== undefined && first < last;
  if (between && last - first > most * 4) return tooMuch(last - first);
  const lines = between ? await linesBetween(reader, first, last) : page.lines.map(({ plain }) => plain);
  const text = lines.join('\n');
  const bytes = Buffer.byteLength(text);
  return bytes > most ? tooMuch(bytes) : ok({ text, lines: lines.length });
}

async function linesBetween(reader: LineReader, first: number, last: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for (let at: number | undefined = first; at !== undefined && at <= last; ) {
    const line = await reader.lineFrom(at);
    lines.push(line.plain);
    at = reader.startAfter(line);
  }
  return lines;
}

function tooMuch(bytes: number): Result<never> {
  return err(
    problem('output/too-much-to-copy', `${bytesText(bytes)} is too much to copy.`, {
      hint: 'Save it, or mark fewer lines',
    }),
  );
}
