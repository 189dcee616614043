import { describe, expect, it, vi } from 'vitest';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import { createLibraryScreen, type LibraryScreen } from '../../../src/ui/library/library-screen.ts';
import type { Size } from '../../../src/ui/terminal/full-screen.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { expectFits, goldenSizes } from '../form/drawn.ts';
import { key, letter, typed } from '../form/keys.ts';
import { full } from './views.ts';

const { keymap } = createKeymap();

function open(size: Size = { columns: 80, rows: 24 }): LibraryScreen {
  const host = { size, redraw: () => undefined, suspend: async () => undefined };
  const library = createLibraryScreen(host, keymap, () => 0);
  library.source.subscribe(() => undefined);
  return library;
}

function shown(library: LibraryScreen): string {
  const view = library.source.snapshot();
  return view.view === 'rows' ? view.rows.map(plainText).join('\n') : '';
}

describe('the library on the full screen', () => {
  it('is there at once, and shows what is read as it comes', async () => {
    const library = open();
    expect(shown(library)).toContain('Reading the library …');
    library.read(full);
    await vi.waitFor(() => expect(shown(library)).toContain('Unfinished sessions'));
  });

  it('gives what was chosen first', async () => {
    const library = open();
    library.read(full);
    library.input(key('enter'));
    library.input(letter('q'));
    expect(await library.chosen).toEqual({ choice: 'resume', session: '20260102-091500-deploy-1a2b' });
  });

  it('is left by a lone Ctrl+C, never by one out of a burst', async () => {
    const library = open();
    library.read(full);
    library.input(key('ctrl+c', false));
    library.input(key('enter'));
    expect(await library.chosen).toMatchObject({ choice: 'resume' });
    const other = open();
    other.input(key('ctrl+c'));
    expect(await other.chosen).toEqual({ choice: 'quit' });
  });

  it('lays help and palette over itself, and fits with them', async () => {
    for (const size of goldenSizes) {
      const library = open(size);
      library.read(full);
      library.input(letter('?'));
      await vi.waitFor(() => expect(shown(library)).toContain('Start the runbook, or go on'));
      library.input(key('escape'));
      library.input(key('ctrl+p'));
      await vi.waitFor(() => expect(shown(library)).toContain('Actions'));
      const view = library.source.snapshot();
      expectFits({ lines: view.view === 'rows' ? view.rows : [] }, size);
      for (const each of typed('quit')) library.input(each);
      library.input(key('enter'));
      expect(await library.chosen).toEqual({ choice: 'quit' });
    }
  });

  it('takes keys of the program as text while the filter is typed', async () => {
    const library = open();
    library.read(full);
    for (const each of typed('/?q')) library.input(each);
    await vi.waitFor(() => expect(shown(library)).toContain('/ ?q'));
  });
});
