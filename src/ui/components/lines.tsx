import { Text, Transform } from 'ink';
import { type ReactElement, use } from 'react';
import type { Line } from '../text/line.ts';
import { ThemeContext } from './theme-context.ts';

/**
 * Rows that are fitted to their place already, drawn in one piece.
 *
 * Ink measures, wraps, cuts and parses the text that it is given, character by character and several times
 * over. So it is given a blank for each row, and the painted row only when that is written to its frame.
 */
export function Lines({ rows }: { readonly rows: readonly Line[] }): ReactElement {
  const theme = use(ThemeContext);
  return (
    <Transform transform={(_, index) => theme.paint(rows[index] ?? [])}>
      <Text>{rows.map(() => ' ').join('\n')}</Text>
    </Transform>
  );
}
