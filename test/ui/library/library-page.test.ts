import { describe, expect, it, vi } from 'vitest';
import { createKeymap } from '../../../src/ui/keymap/keymap.ts';
import {
  type LibraryPage,
  type LibraryPageOptions,
  openLibraryPage,
} from '../../../src/ui/library/library-page.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { key, letter, typed } from '../form/keys.ts';
import { full } from './views.ts';

const { keymap } = createKeymap();

async function* views() {
  yield { ...full, sessions: [], reading: true };
  yield full;
}

async function* broken() {
  yield full;
  throw new Error('the disk is gone');
}

function open(more: Partial<LibraryPageOptions> = {}): LibraryPage {
  const screen = {
    size: { columns: 80, rows: 24 },
    redraw: vi.fn<() => void>(),
    suspend: async () => undefined,
  };
  return openLibraryPage({ screen, keymap, views: views(), now: () => 0, ...more });
}

function shown(page: LibraryPage): string {
  const view = page.source.snapshot();
  return view.view === 'rows' ? view.rows.map(plainText).join('\n') : '';
}

/** A page on which everything has been read. */
async function read(more?: Partial<LibraryPageOptions>): Promise<LibraryPage> {
  const page = open(more);
  page.source.subscribe(() => undefined);
  await vi.waitFor(() => {
    page.source.changed();
    expect(shown(page)).toContain('2 unfinished');
  });
  return page;
}

describe('the library on the full screen', () => {
  it('is there at once, and shows what is read as it comes', async () => {
    const page = open({ message: 'You cancelled; nothing was started.' });
    expect(shown(page)).toContain('Reading the library …');
    expect(shown(page)).toContain('You cancelled; nothing was started.');
    expect(shown(await read())).toContain('Unfinished sessions');
  });

  it('gives what was chosen, once', async () => {
    const page = await read();
    page.input(key('enter'));
    page.input(letter('q'));
    expect(await page.chosen).toEqual({ choice: 'open', runbook: 'deploy' });
    const other = await read();
    other.input(key('ctrl+c', false));
    other.input(key('ctrl+c'));
    expect(await other.chosen).toEqual({ choice: 'quit' });
  });

  it('lays help and palette over itself', async () => {
    const page = await read();
    page.input(letter('?'));
    await vi.waitFor(() => expect(shown(page)).toContain('Start the runbook, or go on with the session.'));
    page.input(key('escape'));
    page.input(key('ctrl+p'));
    for (const each of typed('quit')) page.input(each);
    page.input(key('enter'));
    expect(await page.chosen).toEqual({ choice: 'quit' });
  });

  it('takes keys of the program as text while the filter is typed', async () => {
    const page = await read();
    for (const each of typed('/?q')) page.input(each);
    await vi.waitFor(() => expect(shown(page)).toContain('/ ?q'));
  });

  it('says why where reading fails', async () => {
    const page = open({ views: broken() });
    await vi.waitFor(() => {
      page.source.changed();
      page.input(letter('G'));
      expect(shown(page)).toContain('The library can’t be read: the disk is gone');
    });
  });
});
