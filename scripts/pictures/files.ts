import { stills } from './scenes.ts';

/** The recorded walk, for a player of asciicasts. */
export const castFile = 'tour.cast';

/** The file of a picture in docs/pictures. */
export function pictureFile(name: string): string {
  return `${name}.svg`;
}

/** Every file in docs/pictures. */
export function pictureFiles(): readonly string[] {
  const names = ['tour', ...Object.keys(stills)];
  return [castFile, ...names.map(pictureFile)].toSorted();
}
