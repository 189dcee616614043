import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import type { Size } from '../../../src/ui/terminal/full-screen.ts';
import { expectGolden } from '../../fixtures/golden.ts';
import { styleText } from './cells.ts';
import { expectReadable, type Look } from './expect-readable.ts';
import { expectSound } from './expect-sound.ts';
import { type Frame, framesOf } from './frame.ts';
import type { Scene } from './scene.ts';

/** The size at which a screen is shown in every theme. */
const usual = { columns: 80, rows: 24 };

const sizes = [
  { columns: 60, rows: 15 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
] as const;

interface NamedLook extends Look {
  readonly name: string;
}

export const dark: NamedLook = { name: 'dark', background: 'dark', colour: '256' };

/** Looks that one play is drawn in; without colours, outputs are read without theirs too. */
const looks: readonly (readonly NamedLook[])[] = [
  [
    dark,
    { name: 'light', background: 'light', colour: '256' },
    { name: 'dark, 16 colours', background: 'dark', colour: '16' },
  ],
  [{ name: 'no colours', background: 'dark', colour: 'none' }],
];

/** Timers that pass only while a screen settles: each test is as fast as the machine, and draws the same everywhere. */
export function withFakeTimers(): void {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });
}

export function golden(scene: string, name: string, text: string): void {
  const folder = new URL(`../../fixtures/ui/screens/${scene}/`, import.meta.url);
  if (process.env['UPDATE'] === '1') mkdirSync(folder, { recursive: true });
  expectGolden(new URL(`${name}.txt`, folder), text);
}

export function textOf({ rows }: Frame, size: Size): string {
  return `${rows.slice(0, size.rows).join('\n')}\n`;
}

/** What does not look as the terminal shows text by itself: columns and style, row by row. */
function styles({ runs }: Frame): string {
  return runs
    .map((row, at) => {
      const told = row
        .filter(({ style }) => styleText(style) !== '')
        .map(({ from, to, style }) => `${from}-${to} ${styleText(style)}`);
      return told.length === 0 ? '' : `${String(at + 1).padStart(2)}: ${told.join(', ')}\n`;
    })
    .join('');
}

/** Every scene at every size, and in every theme at one of them. */
export function testScreens(scenes: readonly Scene[]): void {
  withFakeTimers();
  describe.each(scenes)('the screen $name', (scene) => {
    it.each(sizes)('is as in its golden file at $columns x $rows', async (size) => {
      for (const { frame } of await framesOf(scene, size, [dark])) {
        golden(scene.name, `${size.columns}x${size.rows}`, textOf(frame, size));
        expectSound(frame, size, scene);
        expectReadable(frame, dark);
      }
    });

    it('is the same in every theme at 80 x 24, and readable', async () => {
      const told: string[] = [];
      for (const together of looks) {
        for (const { frame, look } of await framesOf(scene, usual, together)) {
          golden(scene.name, '80x24', textOf(frame, usual));
          told.push(`=== ${look.name} ===\n${styles(frame)}`);
          expectSound(frame, usual, scene);
          expectReadable(frame, look);
        }
      }
      golden(scene.name, '80x24.styles', told.join(''));
    });
  });
}
