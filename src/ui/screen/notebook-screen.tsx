import { Box } from 'ink';
import type { ReactElement } from 'react';
import { Pane } from '../components/pane.tsx';
import type { NotebookView } from '../notebook/model/notebook-view.ts';
import type { Size } from '../terminal/full-screen.ts';
import type { Line } from '../text/line.ts';

interface NotebookScreenProps {
  readonly size: Size;
  readonly notebook: NotebookView;
  readonly dialog: readonly Line[];
}

/** The notebook's panes: header, outline, page, and what is asked or which keys work. */
export function NotebookScreen({ size, notebook, dialog }: NotebookScreenProps): ReactElement {
  const { columns } = size;
  const { header, outline, page, flash, bar } = notebook;
  const left = outline?.place === 'left' ? outline : undefined;
  const above = outline?.place === 'above' ? outline.rows : [];
  const foot = [...(flash === undefined ? [] : [flash]), ...(dialog.length > 0 ? dialog : bar)];
  return (
    <>
      <Pane rows={header} columns={columns} height={header.length} />
      {above.length > 0 && <Pane rows={above} columns={columns} height={above.length} />}
      <Box>
        {left !== undefined && <Pane rows={left.rows} columns={left.columns} height={page.length} />}
        <Pane rows={page} columns={columns - (left?.columns ?? 0)} height={page.length} />
      </Box>
      <Pane rows={foot} columns={columns} height={foot.length} />
    </>
  );
}
