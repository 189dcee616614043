import { Text } from 'ink';
import { type ReactElement, use } from 'react';
import type { Line } from '../text/line.ts';
import { ThemeContext } from './theme-context.ts';

/** Rows that are fitted to their place already, drawn in one piece. */
export function Lines({ rows }: { readonly rows: readonly Line[] }): ReactElement {
  const theme = use(ThemeContext);
  return <Text wrap="truncate">{rows.map((row) => theme.paint(row)).join('\n')}</Text>;
}
