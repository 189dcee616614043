import { Box } from 'ink';
import type { ReactElement } from 'react';
import { padLine } from '../text/fit.ts';
import type { Line } from '../text/line.ts';
import { Lines } from './lines.tsx';

interface PaneProps {
  readonly rows: readonly Line[];
  readonly columns: number;
  /** Rows of the screen that it takes: what is missing is left empty, what is more is left out. */
  readonly height: number;
}

/** A rectangle of the screen, filled with rows. */
export function Pane({ rows, columns, height }: PaneProps): ReactElement {
  const filled = Array.from({ length: height }, (_, at) => padLine(rows[at] ?? [], columns));
  return (
    <Box width={columns} height={height} flexShrink={0} overflow="hidden">
      <Lines rows={filled} />
    </Box>
  );
}
