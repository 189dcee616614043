import { structuredPatch } from 'diff';

/** Milliseconds after which two outputs count as too different to be compared line by line. */
const longest = 500;

/**
 * The lines that two outputs do not share, each after `-` (the first alone) or `+` (the second alone), in their order.
 * Undefined: they are too different to tell.
 */
export function changedLines(first: string, second: string): readonly string[] | undefined {
  const patch = structuredPatch('a', 'b', first, second, '', '', { context: 0, timeout: longest });
  return patch?.hunks.flatMap(({ lines }) => lines.filter((line) => /^[-+]/.test(line)));
}
