import { Box, useCursor } from 'ink';
import { type ReactElement, useSyncExternalStore } from 'react';
import { unreachable } from '../../problem/problem.ts';
import { Pane } from '../components/pane.tsx';
import { ThemeContext } from '../components/theme-context.ts';
import type { ThemeSource } from '../theme/theme-source.ts';
import { NotebookScreen } from './notebook-screen.tsx';
import type { ScreenView } from './screen-view.ts';
import type { ViewSource } from './view-source.ts';

interface ScreenProps {
  readonly source: ViewSource<ScreenView>;
  readonly themes: ThemeSource;
}

/** Draws whatever the source shows, and nothing else. */
export function Screen({ source, themes }: ScreenProps): ReactElement {
  const view = useSyncExternalStore(source.subscribe, source.snapshot);
  const theme = useSyncExternalStore(themes.subscribe, themes.snapshot);
  const { columns, rows } = view.size;
  const { setCursorPosition } = useCursor();
  setCursorPosition(view.cursor === undefined ? undefined : { x: view.cursor.column, y: view.cursor.row });
  return (
    <ThemeContext value={theme}>
      <Box width={columns} height={rows} flexDirection="column" overflow="hidden">
        <Content view={view} />
      </Box>
    </ThemeContext>
  );
}

function Content({ view }: { readonly view: ScreenView }): ReactElement {
  switch (view.view) {
    case 'rows':
      return <Pane rows={view.rows} columns={view.size.columns} height={view.size.rows} />;
    case 'notebook':
      return <NotebookScreen size={view.size} notebook={view.notebook} dialog={view.dialog} />;
    default:
      return unreachable(view);
  }
}
