import type { ProseRenderer } from './renderer.ts';

/** Loads what renders Markdown in full. Until then, `plainProse` gives nearly the same rows. */
export async function loadProse(): Promise<ProseRenderer> {
  const { markdownProse } = await import('./markdown-prose.ts');
  return markdownProse;
}
