import GithubSlugger from 'github-slugger';
import { toId } from '../ids.ts';
import type { Block, HeadingBlock } from '../markdown/blocks.ts';

/** The headings above a place, outermost first, and the slug that GitHub gives the nearest one. */
export interface Section {
  readonly headings: readonly string[];
  readonly slug: string;
}

/** The section of every block. Only headings outside of lists and quotes count. */
export function outline(blocks: readonly Block[]): ReadonlyMap<Block, Section> {
  const slugger = new GithubSlugger();
  const slugs = new Set<string>();
  const sections = new Map<Block, Section>();
  let above: readonly HeadingBlock[] = [];
  let section: Section = { headings: [], slug: 'step' };
  for (const block of blocks) {
    if (block.type === 'heading' && block.parent.type === 'root') {
      above = [...above.filter(({ depth }) => depth < block.depth), block];
      const slug = unused(toId(slugger.slug(block.text), 'section'), slugs);
      section = { headings: above.map(({ text }) => text), slug };
    }
    sections.set(block, section);
  }
  return sections;
}

/** GitHub's slugs differ from each other; those cut down to an id's letters may not. */
function unused(slug: string, slugs: Set<string>): string {
  let candidate = slug;
  for (let number = 1; slugs.has(candidate); number += 1) candidate = `${slug}-${number}`;
  slugs.add(candidate);
  return candidate;
}
