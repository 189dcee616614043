import { type Cell, type CellStyle, type Frame, runsOf } from './frame.ts';
import { lengthOf, type Recording, timed } from './recording.ts';

/**
 * A recording as an asciicast, version 2 (https://docs.asciinema.org/manual/asciicast/v2/). Every frame is drawn
 * from the cells of the real terminal, so that the file is the same whenever it is made; its marker tells what is done.
 */
export function asciicast(recording: Recording<Frame>, title: string): string {
  const [{ frame: first } = { frame: [] }] = recording;
  const header = {
    version: 2,
    width: first[0]?.length ?? 0,
    height: first.length,
    duration: lengthOf(recording),
    title,
    env: { TERM: 'xterm-256color' },
  };
  const events = timed(recording).flatMap(({ begins, frame, caption }, at) => [
    [begins, 'm', caption],
    [begins, 'o', drawn(frame, recording[at - 1]?.frame)],
  ]);
  // A player stops at the last event: the last frame shall be seen, too.
  const end = [lengthOf(recording), 'o', ''];
  return [header, ...events, end].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** What a terminal is sent to show this frame, and nothing else, where the one before is shown. */
function drawn(frame: Frame, before: Frame | undefined): string {
  const rows = frame.flatMap((cells, row) => {
    const known = before?.[row];
    return known !== undefined && JSON.stringify(known) === JSON.stringify(cells)
      ? []
      : [drawnRow(cells, row)];
  });
  return `${before === undefined ? '\x1b[?25l\x1b[2J' : ''}${rows.join('')}`;
}

function drawnRow(cells: readonly Cell[], row: number): string {
  const styled = runsOf(cells).map(({ text, style }) => `\x1b[${sgr(style)}m${text}`);
  return `\x1b[${row + 1};1H${styled.join('').trimEnd()}\x1b[0m\x1b[K`;
}

function sgr(style: CellStyle): string {
  const flags = [
    style.bold && '1',
    style.dim && '2',
    style.italic && '3',
    style.underline && '4',
    style.inverse && '7',
  ].filter((flag) => flag !== false);
  return ['0', ...flags, ...colour('38', style.foreground), ...colour('48', style.background)].join(';');
}

function colour(which: string, value: string | number | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return [which, '5', String(value)];
  const channels = [1, 3, 5].map((at) => String(Number.parseInt(value.slice(at, at + 2), 16)));
  return [which, '2', ...channels];
}
