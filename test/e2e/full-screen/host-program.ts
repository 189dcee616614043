import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { exit } from 'node:process';
import { Text } from 'ink';
import { createElement, type ReactNode } from 'react';
import type { Input } from '../../../src/ui/terminal/input.ts';
import { openFullScreen } from '../../../src/ui/terminal/open-full-screen.ts';
import { asTerminal, terminalTraits } from '../../../src/ui/terminal/terminal-traits.ts';

/*
 * Run as a program: holds the terminal and shows each key that it hears. Some keys do something: see `act`. The
 * command line says what a child does that gets the terminal.
 */
const [childCommand = 'printf "the child asks: "; read -r line; echo "the child got [$line]"'] =
  process.argv.slice(2);
const { env } = process;
const terminal = asTerminal(process.stdin, process.stdout);
const traits = terminalTraits(env, process.stdin, process.stdout);
if (terminal === undefined || !traits.fullScreen.possible) {
  throw new Error(traits.fullScreen.possible ? 'no terminal' : traits.fullScreen.why);
}

const keys: string[] = [];
const stray: string[] = [];
let fails = false;
let lines = 0;

const screen = await openFullScreen({
  ...terminal,
  env,
  colour: traits.colour,
  attention: { bell: true, notify: true, title: true },
  onStrayOutput(text) {
    stray.push(text.trim());
    setImmediate(draw);
  },
});

function View(): ReactNode {
  if (fails) throw new Error('the view is broken');
  const { columns, rows } = screen.size;
  const told = [`size ${columns}x${rows}`, `keys [${keys.join(' ')}]`, `stray [${stray.join(' ')}]`];
  for (let line = 0; line < Math.min(lines, rows); line += 1)
    told.push(`${lines}:${line} ${'x'.repeat(columns)}`);
  return createElement(Text, { wrap: 'truncate' }, told.join('\n'));
}

function draw(): void {
  screen.show(createElement(View, { key: Math.random() }));
}

async function lend(): Promise<void> {
  await screen.lend();
  const child = spawn('sh', ['-c', childCommand], { stdio: 'inherit' });
  await once(child, 'close');
  await screen.takeBack();
  keys.splice(0, keys.length, 'back');
  draw();
}

async function leave(exitCode: number): Promise<void> {
  await screen.close();
  process.stdout.write(`left with ${exitCode}\n`);
  process.exitCode = exitCode;
}

const acts: ReadonlyMap<string, () => unknown> = new Map([
  ['q', () => leave(0)],
  ['r', () => keys.splice(0, keys.length, 'ready')],
  ['l', lend],
  ['ctrl+z', () => screen.suspend()],
  ['ctrl+l', () => screen.redraw()],
  ['X', () => (fails = true)],
  ['E', () => fail('the listener is broken')],
  ['U', () => setImmediate(() => fail('nobody catches this'))],
  ['S', () => globalThis.console.error('printed by a library')],
  ['W', () => process.emitWarning('a warning of Node')],
  ['N', () => screen.attention('look here')],
  ['T', () => screen.title('a title')],
  ['Y', () => screen.copy('copied')],
  ['F', () => (lines += 200)],
  ['D', () => exit(3)],
  ['P', () => keys.push(`pid:${process.pid}`)],
  ['H', () => process.removeAllListeners('SIGHUP').on('SIGHUP', () => keys.push('hangup'))],
]);

function fail(message: string): never {
  throw new Error(message);
}

function act(input: Input): void {
  keys.push(input.input === 'paste' ? `paste:${JSON.stringify(input.text)}` : name(input.chord, input.alone));
  if (input.input === 'key' && input.alone) void acts.get(input.chord)?.();
  draw();
}

function name(chord: string, alone: boolean): string {
  return alone ? chord : `${chord}*`;
}

screen.onInput(act);
screen.onResize(draw);
process.on('SIGTERM', () => void leave(143));
process.on('SIGHUP', () => void leave(129));
process.on('SIGUSR2', () => writeFileSync(env['ALIVE'] ?? '', `${keys.length} keys`));
void screen.ended.then(({ cause }) => {
  if (cause === undefined) return;
  process.stderr.write(`ended: ${cause.message}\n`);
  process.exitCode = 70;
});
draw();
