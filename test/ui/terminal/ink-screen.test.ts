import { describe, expect, it } from 'vitest';
import { InkScreen } from '../../../src/ui/terminal/ink-screen.ts';
import type { TerminalOutput } from '../../../src/ui/terminal/terminal-output.ts';

const size = { columns: 10, rows: 4 };

/** A terminal that takes what it is sent when the test says so. */
function slowOutput() {
  const taken: string[] = [];
  let waiting = '';
  let listeners: (() => void)[] = [];
  const output: TerminalOutput = {
    get waiting() {
      return waiting.length;
    },
    send: (text) => void (waiting += text),
    drained: () => new Promise((resolve) => listeners.push(resolve)),
    sendNow: (text) => void taken.push(text),
    close: () => undefined,
  };
  async function takes(): Promise<void> {
    taken.push(waiting);
    waiting = '';
    const all = listeners;
    listeners = [];
    for (const listener of all) listener();
    await settled();
  }
  return { output, taken, takes };
}

/** Resolves behind what was queued by then. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function openScreen() {
  const terminal = slowOutput();
  let stale = 0;
  const screen = new InkScreen(size, terminal.output, () => (stale += 1));
  screen.startAnew();
  screen.write('first');
  await settled();
  await terminal.takes();
  terminal.taken.length = 0;
  return { ...terminal, screen, stale: () => stale };
}

describe('the screen between Ink and the terminal', () => {
  it('begins with an empty screen', async () => {
    const { output, taken, takes } = slowOutput();
    const screen = new InkScreen(size, output, () => undefined);
    screen.startAnew();
    screen.write('frame');
    await settled();
    await takes();
    expect(taken).toEqual(['\x1b[?2026h\x1b[0m\x1b[H\x1b[2J\x1b[?25lframe\x1b[?2026l']);
  });

  it('draws nothing before that, and nothing while it is mute', async () => {
    const { output } = slowOutput();
    const screen = new InkScreen(size, output, () => undefined);
    screen.write('too early');
    await settled();
    screen.startAnew();
    screen.write('half a frame');
    screen.mute();
    screen.write('for nobody');
    await settled();
    expect(output.waiting).toBe(0);
  });

  it('sends at once what was written at once', async () => {
    const { screen, taken, takes } = await openScreen();
    screen.write('a');
    screen.write('b');
    await settled();
    await takes();
    expect(taken).toEqual(['ab']);
  });

  it('keeps small changes for a terminal that is busy', async () => {
    const { screen, taken, takes, stale } = await openScreen();
    for (const change of ['1', '2', '3']) {
      screen.write(change);
      await settled();
    }
    await takes();
    await takes();
    expect(taken).toEqual(['1', '23']);
    expect(stale()).toBe(0);
  });

  it('drops them, and asks for a whole frame once, where they are longer than that', async () => {
    const { screen, taken, takes, stale } = await openScreen();
    for (let change = 0; change < 10; change += 1) {
      screen.write('x'.repeat(30));
      await settled();
    }
    expect(stale()).toBe(0);
    await takes();
    await takes();
    expect(taken).toEqual(['x'.repeat(30), '']);
    expect(stale()).toBe(1);
  });

  it('asks for nothing while it is mute', async () => {
    const { screen, takes, stale } = await openScreen();
    for (let change = 0; change < 10; change += 1) {
      screen.write('x'.repeat(30));
      await settled();
    }
    screen.mute();
    await takes();
    expect(stale()).toBe(0);
  });

  it('tells who draws of a new size', () => {
    const screen = new InkScreen(size, slowOutput().output, () => undefined);
    let told = 0;
    screen.on('resize', () => (told += 1));
    screen.resize({ columns: 20, rows: 5 });
    expect([told, screen.columns, screen.rows]).toEqual([1, 20, 5]);
  });
});
