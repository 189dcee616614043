import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { firstLine, lastLine } from './shown.ts';

/*
 * What prints: `feed BYTES BYTES-A-SECOND` writes lines of 100 bytes until it has written so much, not faster
 * than asked for. It ends when nobody reads, and when who started it is gone.
 */
const [total = 0, speed = Number.POSITIVE_INFINITY] = process.argv.slice(2).map(Number);
const chunk = Buffer.from(`feeding ${'0123456789'.repeat(9)}.\n`.repeat(2_500));
const parent = process.ppid;
const began = performance.now();
let written = 0;
// Where nobody reads any more, it is no longer writable: the loop ends.
process.stdout.on('error', () => undefined);
process.stdout.write(`${firstLine}\n`);
while (process.stdout.writable && written < total && process.ppid === parent) {
  const ahead = written - (speed * (performance.now() - began)) / 1000;
  if (ahead > 0) await setTimeout(2);
  else {
    written += chunk.length;
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain').catch(() => undefined);
  }
}
process.stdout.write(`${lastLine}\n`);
