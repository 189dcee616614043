import type { ReactElement } from 'react';
import type { Tone } from '../text/line.ts';
import { sparkline } from '../text/table/figures.ts';
import { Lines } from './lines.tsx';

interface SparklineProps {
  readonly values: readonly (number | undefined)[];
  readonly columns: number;
  readonly tone?: Tone;
}

/** The latest values as bars. */
export function Sparkline({ values, columns, tone = 'accent' }: SparklineProps): ReactElement {
  return <Lines rows={[[{ text: sparkline(values, columns), tone }]]} />;
}
