import headless from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { asciicast } from '../../scripts/pictures/cast.ts';
import { type Frame, frameOf, textOf } from '../../scripts/pictures/frame.ts';
import { bothThemes } from '../../scripts/pictures/picture-cells.ts';
import { steady } from '../../scripts/pictures/steady.ts';
import { animatedPicture } from '../../scripts/pictures/svg/animation.ts';
import { stillPicture } from '../../scripts/pictures/svg/still.ts';

const size = { columns: 30, rows: 3 };
const caption = { title: 'A picture', describes: 'What is to be seen' };

/** What a terminal shows after this was written to it. */
function shown(...written: readonly string[]): Promise<Frame> {
  const terminal = new headless.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  return new Promise((resolve) => {
    terminal.write(written.join(''), () => {
      resolve(frameOf(terminal));
      terminal.dispose();
    });
  });
}

async function picture(written: string): Promise<string> {
  const frame = await shown(written);
  return stillPicture(bothThemes('it', frame, frame), caption);
}

describe('a still', () => {
  it('places text by its cells, and says how wide it is', async () => {
    const svg = await picture('\x1b[2;3Hone two     three');
    expect(svg).toContain('<text x="16.8" y="30" textLength="58.8">one two</text>');
    expect(svg).toContain('<text x="117.6" y="30" textLength="42">three</text>');
  });

  it('places every wide character by itself', async () => {
    const svg = await picture('a漢字b');
    expect(svg).toContain('<text x="8.4" y="13" textLength="16.8">漢</text>');
    expect(svg).toContain('<text x="25.2" y="13" textLength="16.8">字</text>');
    expect(svg).toContain('<text x="42" y="13">b</text>');
  });

  it('keeps colours, bold and inverse, and escapes what is markup', async () => {
    const svg = await picture('\x1b[1;38;2;1;2;3m<a&b>\x1b[0;7mx');
    expect(svg).toMatch(/class="(s\w)">&lt;a&amp;b&gt;<\/text>/);
    expect(svg).toContain('{fill:#010203;font-weight:700}');
    expect(svg).toMatch(/<rect x="42" y="0" width="8.4" height="17" class="s\w"\/>/);
  });
});

it('refuses two walks that say different things', async () => {
  const [one, other] = [await shown('took 1 s'), await shown('took 2 s')];
  expect(() => bothThemes('end', one, other)).toThrow('two walks differ at end, row 0');
  expect(() => bothThemes('end', steady(one), steady(other))).not.toThrow();
});

it('writes over what changes from run to run, and moves nothing', async () => {
  const [row = []] = steady(await shown('│ took 1234 ms   │'));
  expect(textOf(row)).toBe('│ took 87 ms     │');
});

it('records what a player shows as it was', async () => {
  const frames = [
    await shown('\x1b[1;31mred\x1b[0m and\r\n\x1b[7minverse\x1b[0m  漢字'),
    await shown('other\r\n\x1b[7minverse\x1b[0m  漢字\r\n\x1b[4;38;2;9;8;7mlined'),
  ];
  const recording = frames.map((frame, at) => ({ frame, seconds: 2, caption: `frame ${at}` }));
  const events = asciicast(recording, 'A walk').trimEnd().split('\n').slice(1);
  const read = events.map((event): unknown => JSON.parse(event));
  const output = read.flatMap((event) =>
    Array.isArray(event) && event[1] === 'o' ? [String(event[2])] : [],
  );
  expect(await shown(...output.slice(0, 1))).toEqual(frames[0]);
  expect(await shown(...output)).toEqual(frames[1]);
});

it('shows each frame in its time, and writes once what stays', async () => {
  const frames = [await shown('same\r\nfirst'), await shown('same\r\nsecond')];
  const recording = frames.map((frame, at) => ({
    frame: bothThemes('it', frame, frame),
    seconds: 2,
    caption: `frame ${at}`,
  }));
  const svg = animatedPicture(recording, caption, 1);
  expect(svg.match(/>same</g)).toHaveLength(1);
  const [, first = ''] = /<g class="(f\w)"><text[^>]*>first</.exec(svg) ?? [];
  const [, second = ''] = /<g class="(f\w)"><text[^>]*>second</.exec(svg) ?? [];
  expect(svg).toContain(`@keyframes ${first}{0%{visibility:visible}50%{visibility:hidden}}`);
  expect(svg).toContain(`@keyframes ${second}{0%{visibility:hidden}50%{visibility:visible}}`);
  expect(svg).toMatch(new RegExp(`\\.${first}\\{visibility:hidden\\}@media \\(prefers-reduced-motion`));
});
