import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePlace, type Place } from '../run-cli.ts';
import { eventful, recordsOf, writeSession } from '../write-session.ts';

const id = '20260102-030405-greet-0a1b';

describe('sessions replay', () => {
  let place: Place;
  let folder = '';
  beforeEach(() => {
    place = makePlace();
    const text = 'hello\nwor\u001b[2Jld\n';
    const sha256 = createHash('sha256').update(text).digest('hex');
    const output = {
      sha256,
      bytes: text.length,
      path: `outputs/${sha256}`,
      redactions: 0,
      truncated: false,
    };
    const events = eventful.map((event) =>
      event.type === 'step.finished' && event.output !== undefined ? { ...event, output } : event,
    );
    folder = writeSession(join(place.home, '.local/state/teei-runbook/sessions'), recordsOf(id, events));
    mkdirSync(join(folder, 'outputs'));
    writeFileSync(join(folder, 'outputs', sha256), text);
  });
  afterEach(() => place.remove());

  it('shows each step, its command, its output and its end, and changes nothing', async () => {
    const log = join(folder, 'events/000001.jsonl');
    const before = { text: readFileSync(log, 'utf8'), time: statSync(log).mtimeMs };
    const { code, stdout, stderr } = await place.run(['sessions', 'replay', id, '--speed', '1000']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const order = ['started attended', '▸ hello', 'echo "hello $NAME"', '│ hello', 'failed in 1.2s'];
    const places = order.map((text) => stdout.indexOf(text));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(stdout).toContain(String.raw`│ wor\x1b[2Jld`);
    expect(stdout).toMatch(/ended, failed/);
    expect({ text: readFileSync(log, 'utf8'), time: statSync(log).mtimeMs }).toEqual(before);
  });

  it('takes its time, so many times as fast', async () => {
    // Nine seconds from the first record to the last.
    const from = performance.now();
    await place.run(['sessions', 'replay', id, '--speed', '10', '--json']);
    const slow = performance.now() - from;
    expect(slow).toBeGreaterThan(895);
  });

  it('gives the records as they are for scripts', async () => {
    const { stdout } = await place.run(['sessions', 'replay', id, '--speed', '1000', '--json']);
    expect(stdout).toBe(readFileSync(join(folder, 'events/000001.jsonl'), 'utf8'));
  });

  it.each(['0', '-1', 'fast', ''])('refuses the speed %j', async (speed) => {
    expect((await place.run(['sessions', 'replay', id, '--speed', speed])).code).toBe(2);
  });
});
