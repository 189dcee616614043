import { plainProse } from './plain-prose.ts';
import type { ProseRenderer } from './renderer.ts';

/** Loads what renders Markdown in full. Until then, `plainProse` gives nearly the same rows. */
export function loadProse(): Promise<ProseRenderer> {
  return Promise.resolve(plainProse);
}
