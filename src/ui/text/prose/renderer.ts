import type { Line } from '../line.ts';

/**
 * Markdown as rows of at most so many columns, without an empty row at either end. Headings that `said` holds
 * are left out: they stand on the screen already. Whatever the Markdown holds is safe to show.
 */
export type ProseRenderer = (markdown: string, columns: number, said?: readonly string[]) => readonly Line[];
