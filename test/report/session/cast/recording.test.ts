import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportCast } from '../../../../src/report/session/cast/recording.ts';
import type { Exported } from '../../../../src/report/session/export/exported.ts';
import type { SessionEvent } from '../../../../src/session/events.ts';
import { eventful } from '../../../cli/write-session.ts';
import { exportedOf, hostileEvents, hostileOutput, textOf } from '../../../fixtures/report/exported.ts';

const headerSchema = z.looseObject({
  version: z.literal(2),
  width: z.int(),
  height: z.int(),
  timestamp: z.int(),
});
const eventSchema = z.tuple([z.number(), z.enum(['o', 'm']), z.string()]);

type CastEvent = z.infer<typeof eventSchema>;

async function eventsOf(exported: Exported): Promise<readonly CastEvent[]> {
  const [header, ...lines] = (await textOf(exportCast, exported)).trimEnd().split('\n');
  headerSchema.parse(JSON.parse(header ?? ''));
  return lines.map((line) => eventSchema.parse(JSON.parse(line)));
}

/** What a terminal shows at the end, and what it was asked to do besides. */
async function played(
  events: readonly CastEvent[],
): Promise<{ readonly screen: string; readonly asked: readonly string[] }> {
  const terminal = new xterm.Terminal({ cols: 100, rows: 60, allowProposedApi: true });
  const asked: string[] = [];
  terminal.onTitleChange((title) => asked.push(`title ${title}`));
  terminal.onData((data) => asked.push(`answer ${data}`));
  terminal.onBell(() => asked.push('bell'));
  for (const [, kind, text] of events) {
    if (kind === 'o') await new Promise<void>((done) => terminal.write(text, done));
  }
  const { active } = terminal.buffer;
  const lines = Array.from(
    { length: active.length },
    (_, row) => active.getLine(row)?.translateToString(true) ?? '',
  );
  return { screen: lines.join('\n'), asked };
}

/** Its command had no terminal. */
function piped(output: Uint8Array): readonly SessionEvent[] {
  return hostileEvents(output).map((event) => {
    if (event.type !== 'step.finished') return event;
    const { recording: _none, ...rest } = event;
    return rest;
  });
}

describe('a session as an asciicast', () => {
  it('has a marker for each attempt, at its own time', async () => {
    const events = await eventsOf(exportedOf(eventful));
    expect(events.filter(([, kind]) => kind === 'm')).toEqual([
      [1, 'm', 'hello, attempt 1'],
      [4, 'm', 'hello, attempt 2'],
    ]);
  });

  it('plays what was run, printed and said', async () => {
    const output = Buffer.from('one\ntwo\n');
    const { screen } = await played(await eventsOf(exportedOf(piped(output), { outputs: [output] })));
    expect(screen).toMatch(/\none\ntwo\n/);
    const other = await played(await eventsOf(exportedOf(eventful)));
    expect(other.screen).toContain('Say hello (hello)\n$ echo "hello $NAME"');
    expect(other.screen).toContain('✗ hello: failed in 1.2s: exit code 1 (alice)');
    expect(other.screen).toContain('! later: skipped (by a person): not needed today (alice)');
  });

  it('asks nothing of the terminal that plays it, whatever was printed', async () => {
    const { asked } = await played(await eventsOf(exportedOf(hostileEvents(), { outputs: [hostileOutput] })));
    expect(asked).toEqual([]);
  });

  it('never runs back, where the clock did', async () => {
    const times = (await eventsOf(exportedOf(eventful, { seconds: [0, 50, 2, 3] }))).map(([time]) => time);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('plays the beginning and the end of a long output', async () => {
    const output = Buffer.from(`first\n${'x'.repeat(79).concat('\n').repeat(10_000)}last\n`);
    const text = await textOf(exportCast, exportedOf(hostileEvents(output), { outputs: [output] }));
    expect(text).toMatch(/first[^]*\[47\d\.\d kB left out; the whole is outputs\/[0-9a-f]{64}\][^]*last/);
    expect(text.length).toBeLessThan(400_000);
  });
});
