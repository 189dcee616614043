import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { openFileOutput } from '../../../src/platform/output-source.ts';
import type { ActionId } from '../../../src/ui/keymap/actions.ts';
import { createOutputScreen } from '../../../src/ui/output/output-screen.ts';
import { OutputTail } from '../../../src/ui/output/output-tail.ts';
import type { OutputScreen, OutputView } from '../../../src/ui/output/screen-options.ts';
import { plainText } from '../../../src/ui/text/measure.ts';

/** What the output screen takes on a big output. Times in milliseconds, memory in bytes. */
export interface BigOutputMeasure {
  /** From opening to the last line being on the screen. */
  readonly toEnd: number;
  readonly toTop: number;
  /** Until every line is counted. */
  readonly toCounted: number;
  /** A search from the beginning for what is only in the last line. */
  readonly toFound: number;
  readonly lines: number;
  /** How long nothing else could run, while all this went on. */
  readonly block: { readonly p99: number; readonly longest: number };
  readonly peakMemory: number;
}

const size = { columns: 120, rows: 40 };
const first = 'the very first line';
const last = 'the very last line';

/** Writes an output of so many bytes: lines of 100 characters, or, sparse, one line of NULs without an end. */
export function writeBigOutput(path: string, bytes: number, kind: 'lines' | 'sparse'): void {
  const file = openSync(path, 'w', 0o600);
  const line = `2026-01-01T00:00:00Z \u001b[32minfo\u001b[0m request handled path=/api/v1/items status=200 duration=12ms xx\n`;
  const block = Buffer.from(line.repeat(10_000));
  const written = kind === 'lines' ? bytes : 0;
  for (let at = 0; at < written; at += block.length) writeSync(file, block);
  closeSync(file);
  if (kind === 'sparse') truncateSync(path, bytes);
  const end = openSync(path, 'a');
  writeSync(end, `\n${'line\n'.repeat(100)}${last}\n`);
  closeSync(end);
}

/** What it takes to look at an output while it grows. Times in milliseconds, memory and speed in bytes (a second). */
export interface GrowingOutputMeasure {
  readonly speed: number;
  /** From a key to the page that it leads to, while output comes. */
  readonly keyToPage: { readonly p50: number; readonly p99: number };
  /** How long nothing else could run. */
  readonly block: { readonly p99: number; readonly longest: number };
  readonly peakMemory: number;
}

/** Writes 100 MB a second into a new file for so many seconds, follows it, and scrolls in it. */
export async function measureGrowingOutput(path: string, seconds: number): Promise<GrowingOutputMeasure> {
  const watch = watchProcess();
  const file = await openFile(path, 'w', 0o600);
  const chunk = Buffer.from('0123456789'.repeat(9).concat('\n').repeat(11_000));
  await file.writeFile(`${first}\n`);
  const source = await openFileOutput(path, true);
  const tail = new OutputTail({ now: () => Date.now(), colour: true });
  const screen = open(source);
  const began = performance.now();
  const stop = new AbortController();
  const grown = (async () => {
    while (!stop.signal.aborted) {
      const due = (performance.now() - began) * 100_000;
      if (tail.bytes < due) {
        await file.writeFile(chunk);
        tail.write(chunk);
        source.grew();
      } else await wait(5);
    }
  })();
  const keys: number[] = [];
  try {
    await until(screen, (view) => header(view).includes('FOLLOWING'));
    while (performance.now() - began < seconds * 1000) {
      keys.push(await timeOf(screen, 'first', shows(first)));
      keys.push(await timeOf(screen, 'last', (view) => !shows(first)(view)));
      await wait(20);
      tail.tailLines(10, size.columns);
    }
    const speed = (tail.bytes / (performance.now() - began)) * 1000;
    keys.sort((one, other) => one - other);
    const at = (share: number): number => keys[Math.floor((keys.length - 1) * share)] ?? 0;
    return { speed, keyToPage: { p50: at(0.5), p99: at(0.99) }, ...watch.end() };
  } finally {
    stop.abort();
    await grown;
    await file.close();
    tail.close();
    screen.close();
    await source.close();
  }
}

/** Milliseconds from an action until what it leads to was drawn. */
async function timeOf(
  screen: OutputScreen,
  action: ActionId,
  done: (view: OutputView) => boolean,
): Promise<number> {
  const began = performance.now();
  await new Promise<void>((resolve) => {
    const forget = screen.onChange(() => {
      if (!done(screen.view(size))) return;
      forget();
      resolve();
    });
    screen.act(action);
  });
  return performance.now() - began;
}

interface Watched {
  readonly block: { readonly p99: number; readonly longest: number };
  readonly peakMemory: number;
}

function watchProcess(): { end(): Watched } {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let peakMemory = 0;
  const watch = setInterval(() => {
    peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
  }, 20);
  return {
    end: () => {
      clearInterval(watch);
      delay.disable();
      return { block: { p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 }, peakMemory };
    },
  };
}

/** Opens the output screen on a file made by `writeBigOutput`, and goes through it. */
export async function measureBigOutput(path: string): Promise<BigOutputMeasure> {
  const watch = watchProcess();
  const source = await openFileOutput(path, false);
  const screen = open(source);
  try {
    const toEnd = await until(screen, shows(last));
    screen.act('first');
    const toTop = await until(screen, (view) => !shows(last)(view));
    const toCounted = await until(screen, (view) => !header(view).includes('at least'));
    for (const letter of ['/', ...last.split('')])
      screen.input({ input: 'key', chord: letter, text: letter, alone: true });
    screen.input({ input: 'key', chord: 'enter', text: '', alone: true });
    const toFound = await until(screen, shows(last));
    const lines = Number(/([\d,]+) lines/.exec(header(screen.view(size)))?.[1]?.replaceAll(',', ''));
    return { toEnd, toTop, toCounted, toFound, lines, ...watch.end() };
  } finally {
    screen.close();
    await source.close();
  }
}

function nothing(): Promise<undefined> {
  return Promise.resolve(undefined);
}

function shows(text: string): (view: OutputView) => boolean {
  return (view) => view.rows.some((row) => plainText(row).includes(text));
}

function open(source: Awaited<ReturnType<typeof openFileOutput>>): OutputScreen {
  return createOutputScreen({
    source,
    heading: () => ({ step: 'big', attempt: 1, place: [], command: '', standing: 'exit 0', tone: 'good' }),
    colour: true,
    actionFor: (chord): ActionId | undefined => (chord === '/' ? 'search' : undefined),
    copy: () => undefined,
    pager: undefined,
    page: nothing,
    save: { look: (path) => Promise.resolve({ there: 'nothing', path }), write: nothing },
    onClose: () => undefined,
  });
}

function header(view: OutputView): string {
  return view.header.map(plainText).join('\n');
}

/** Draws whenever the screen says that it changed, as the terminal would. */
async function until(screen: OutputScreen, done: (view: OutputView) => boolean): Promise<number> {
  const began = performance.now();
  while (!done(screen.view(size))) await wait(5);
  return performance.now() - began;
}
