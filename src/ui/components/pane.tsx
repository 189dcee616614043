import { Box } from 'ink';
import type { ReactElement } from 'react';
import { fitLine } from '../text/fit.ts';
import type { Line } from '../text/line.ts';
import { Lines } from './lines.tsx';

interface PaneProps {
  readonly rows: readonly Line[];
  readonly columns: number;
  /** Rows of the screen that it takes: what is missing is left empty, what is more is left out. */
  readonly height: number;
}

/** A rectangle of the screen, with rows from its top on. */
export function Pane({ rows, columns, height }: PaneProps): ReactElement | null {
  if (height <= 0 || columns <= 0) return null;
  return (
    <Box width={columns} height={height} flexShrink={0}>
      <Lines rows={rows.slice(0, height).map((row) => fitLine(row, columns))} />
    </Box>
  );
}
