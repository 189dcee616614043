import type { LibraryItem } from './library-state.ts';
import type { LibraryChoice } from './library-view.ts';

/** What choosing an item means; or why it can't be chosen, and what to do about it. */
export function choiceOf(item: LibraryItem): LibraryChoice | { readonly refused: string } {
  if (item.kind === 'session') return { choice: 'resume', session: item.session.id };
  const { id, path, shadowedBy, content } = item.runbook;
  if (content?.valid === false) {
    const errors = content.errors === 1 ? 'an error' : `${content.errors} errors`;
    const refused = `${id} can’t be started: its file has ${errors}. See what to repair: teei-runbook lint ${path}`;
    return { refused };
  }
  // A file that is hidden by another with its id opens by its path.
  return { choice: 'open', runbook: shadowedBy === undefined ? id : path };
}
