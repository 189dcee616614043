/*
 * Draws the pictures of the documents, docs/pictures: starts the built program on a terminal, uses it by keys, and
 * draws what the terminal shows. `npm run pictures`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asciicast } from './cast.ts';
import { castFile, pictureFile } from './files.ts';
import type { Frame } from './frame.ts';
import { bothThemes, type PictureFrame } from './picture-cells.ts';
import { stills, tour, tourCaptions, tourStill } from './scenes.ts';
import { openStage, type Stage } from './stage/stage.ts';
import { animatedPicture } from './svg/animation.ts';
import { stillPicture } from './svg/still.ts';
import type { Theme } from './theme.ts';
import { type LibraryFrame, walkLibrary } from './walks/library.ts';
import { type ReleaseFrame, walkRelease } from './walks/release.ts';
import { walkTour } from './walks/tour.ts';
import type { Stop } from './walks/walker.ts';

const folder = resolve(import.meta.dirname, '../../docs/pictures');

/** Seconds that a frame of the tour is shown. */
const look = 3.5;

/** A stop as it was, and as it is drawn. */
interface PictureStop<Name> {
  readonly name: Name;
  readonly frame: Frame;
  readonly picture: PictureFrame;
}

async function onStage<T>(theme: Theme, walk: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage(theme);
  try {
    return await walk(stage);
  } finally {
    await stage.close();
  }
}

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

/** Walks once on each background. */
async function walkTwice<Name extends string>(
  way: (stage: Stage) => Promise<readonly Stop<Name>[]>,
): Promise<readonly PictureStop<Name>[]> {
  const dark = await onStage('dark', way);
  const light = await onStage('light', way);
  return dark.map(({ name, frame }, at) => ({
    name,
    frame,
    picture: bothThemes(name, frame, light[at]?.frame ?? []),
  }));
}

async function drawTour(): Promise<void> {
  const stops = await walkTwice(walkTour);
  const scenes = stops.map(({ name, frame, picture }) => ({
    cast: { frame, seconds: look, caption: tourCaptions[name] },
    drawn: { frame: picture, seconds: look, caption: tourCaptions[name] },
  }));
  const drawn = scenes.map((scene) => scene.drawn);
  write(pictureFile('tour'), animatedPicture(drawn, tour, tourStill));
  const cast = scenes.map((scene) => scene.cast);
  write(castFile, asciicast(cast, tour.title));
}

/** The library comes last: it tells what was walked. */
async function walkAll(stage: Stage): Promise<readonly Stop<ReleaseFrame | LibraryFrame>[]> {
  return [...(await walkRelease(stage)), ...(await walkLibrary(stage))];
}

async function drawStills(): Promise<void> {
  for (const { name, picture } of await walkTwice(walkAll)) {
    write(pictureFile(name), stillPicture(picture, stills[name]));
  }
}

mkdirSync(folder, { recursive: true });
await drawTour();
await drawStills();
