import type { PictureFrame } from '../picture-cells.ts';
import { lengthOf, type Recording, timed } from '../recording.ts';
import { drawFrame } from './draw-frame.ts';
import { createStyleSheet } from './style-sheet.ts';
import { barLine, type Caption, windowPicture } from './window.ts';

/**
 * A recording as an SVG that moves by CSS alone, again and again. Where it may not or can't move, `still` is shown:
 * the number of one of its frames. What stands in several frames is written once.
 */
export function animatedPicture(recording: Recording<PictureFrame>, caption: Caption, still: number): string {
  const sheet = createStyleSheet();
  const drawn = recording.map(({ frame }) => drawFrame(frame, sheet));
  const times = shownTimes(recording, still);
  const backgrounds = times.grouped(drawn.map((frame) => frame.backgrounds));
  const texts = times.grouped(drawn.map((frame) => frame.texts));
  const bar = times.grouped(recording.map(({ caption: text }) => [barLine(text)]));
  const [first] = recording;
  return windowPicture({
    ...caption,
    columns: first?.frame[0]?.length ?? 0,
    rows: first?.frame.length ?? 0,
    css: sheet.css() + times.css(),
    bar,
    content: `${backgrounds}\n${texts}`,
  });
}

interface ShownTimes {
  /** Elements of each frame, grouped by the frames that they stand in. */
  grouped(elements: readonly (readonly string[])[]): string;
  css(): string;
}

function shownTimes(recording: Recording<PictureFrame>, still: number): ShownTimes {
  const names = new Map<string, string>();
  const nameOf = (shown: string): string => {
    const name = names.get(shown) ?? `f${names.size.toString(36)}`;
    names.set(shown, name);
    return name;
  };
  return {
    grouped(elements) {
      const groups = Map.groupBy(new Set(elements.flat()), (element) =>
        elements.map((frame) => (frame.includes(element) ? '1' : '0')).join(''),
      );
      return [...groups]
        .map(([shown, members]) => `<g class="${nameOf(shown)}">${members.join('\n')}</g>`)
        .join('\n');
    },
    css() {
      const length = `${lengthOf(recording)}s`;
      const all = [...names];
      const hidden = all.filter(([shown]) => shown[still] === '0').map(([, name]) => `.${name}`);
      const moving = all.map(([, name]) => `.${name}{animation:${name} ${length} step-end infinite}`);
      return [
        `${hidden.join()}{visibility:hidden}`,
        `@media (prefers-reduced-motion:no-preference){${moving.join('')}}`,
        ...all.map(([shown, name]) => `@keyframes ${name}{${keyframes(recording, shown)}}`),
      ].join('');
    },
  };
}

/** `shown`: for each frame `1` or `0`. */
function keyframes(recording: Recording<PictureFrame>, shown: string): string {
  const length = lengthOf(recording);
  return timed(recording)
    .map(({ begins }, at) => ({ begins, now: shown[at], before: shown[at - 1] }))
    .filter(({ now, before }) => now !== before)
    .map(({ begins, now }) => {
      const percent = Math.round((begins / length) * 10_000) / 100;
      return `${percent}%{visibility:${now === '1' ? 'visible' : 'hidden'}}`;
    })
    .join('');
}
