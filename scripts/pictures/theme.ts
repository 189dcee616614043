/** The backgrounds for which every picture is made: a reader's page is one or the other. */
export const themes = ['dark', 'light'] as const;

export type Theme = (typeof themes)[number];
