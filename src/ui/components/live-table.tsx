import type { ReactElement } from 'react';
import { type LiveTable as Table, tableLines } from '../text/table/table-lines.ts';
import { Lines } from './lines.tsx';

interface LiveTableProps {
  readonly table: Table;
  readonly columns: number;
  readonly height: number;
}

/** A live table in a place of this size. */
export function LiveTable({ table, columns, height }: LiveTableProps): ReactElement {
  return <Lines rows={tableLines(table, columns, height)} />;
}
