import { visibleText } from '../../problem/visible-text.ts';
import type { ScreenDialogs } from '../form/screen-dialogs.ts';
import { dialogsOn } from '../layers/dialogs.ts';
import { createLayers } from '../layers/layers.ts';
import { belowRows, type ScreenView } from '../screen/screen-view.ts';
import { createViewSource, type ViewSource } from '../screen/view-source.ts';
import type { FullScreen, Size } from '../terminal/full-screen.ts';
import type { Input } from '../terminal/input.ts';
import { fitLine } from '../text/fit.ts';
import { line, type Line, span } from '../text/line.ts';

/** What is on the screen before there is a session: what is being opened, and what has to be asked for it. */
export interface StartPage {
  readonly source: ViewSource<ScreenView>;
  readonly dialogs: ScreenDialogs;
  input(input: Input): void;
}

/** Rows that say what is being opened. */
const headRows = 2;

/** `interrupted`: Ctrl+C where nothing is asked; nothing has been started then. */
export function openStartPage(
  screen: FullScreen,
  opening: string,
  { now, interrupted }: { readonly now: () => number; readonly interrupted: () => void },
): StartPage {
  const source = createViewSource<ScreenView>(() => view(), now);
  const layers = createLayers(source.changed);
  const room = ({ columns, rows }: Size): Size => ({ columns, rows: Math.max(1, rows - headRows) });

  function view(): ScreenView {
    const { size } = screen;
    const { lines: asked, cursor } = layers.top?.draw(room(size)) ?? { lines: [] };
    const gap = Math.max(0, size.rows - headRows - asked.length);
    const rows = [...head(opening, size.columns), ...Array.from({ length: gap }, (): Line => []), ...asked];
    return { view: 'rows', size, rows, cursor: belowRows(cursor, headRows + gap) };
  }

  return {
    source,
    dialogs: dialogsOn(layers, source.changed),
    input(input) {
      const { top } = layers;
      if (top !== undefined) top.input(input, room(screen.size));
      else if (input.input === 'key' && input.chord === 'ctrl+c') interrupted();
    },
  };
}

function head(opening: string, columns: number): readonly Line[] {
  return [
    fitLine([span('teei-runbook  ', 'strong'), span(visibleText(opening))], columns),
    fitLine(line('Nothing runs before you say so. Ctrl+C leaves.', 'dim'), columns),
  ];
}
