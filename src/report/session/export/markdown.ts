import { postMortem } from '../post-mortem/document.ts';
import type { Exported } from './exported.ts';

/** A session as its post-mortem. */
export async function* exportMarkdown({ session, records }: Exported): AsyncGenerator<string> {
  yield await Promise.resolve(postMortem(session, records));
}
