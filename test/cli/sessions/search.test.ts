import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SessionEvent } from '../../../src/session/events.ts';
import { makePlace, type Place } from '../run-cli.ts';
import { eventful, recordsOf, writeSession } from '../write-session.ts';

const first = '20260102-030405-greet-0a1b';
const second = '20260103-030405-greet-9f9f';
const hitSchema = z.object({
  session: z.string(),
  in: z.enum(['record', 'output']),
  file: z.string(),
  line: z.number(),
  key: z.string().optional(),
  step: z.string().optional(),
  attempt: z.number().optional(),
  text: z.string(),
});

/** The events with this text as the output of the first attempt that had any; and writes it. */
function withOutput(folder: string, text: string): readonly SessionEvent[] {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  mkdirSync(join(folder, 'outputs'), { recursive: true });
  writeFileSync(join(folder, 'outputs', sha256), bytes);
  const output = {
    sha256,
    bytes: bytes.length,
    path: `outputs/${sha256}`,
    redactions: 0,
    truncated: false,
  };
  return eventful.map((event) =>
    event.type === 'step.finished' && event.output !== undefined ? { ...event, output } : event,
  );
}

describe('sessions search', () => {
  let place: Place;
  let root = '';
  beforeEach(() => {
    place = makePlace();
    root = join(place.home, '.local/state/teei-runbook/sessions');
    writeSession(root, recordsOf(first, eventful));
  });
  afterEach(() => place.remove());

  const withText = (text: string): void => {
    rmSync(join(root, first), { recursive: true });
    writeSession(root, recordsOf(first, withOutput(join(root, first), text)));
  };
  const hits = async (...words: readonly string[]): Promise<readonly z.infer<typeof hitSchema>[]> => {
    const { code, stdout, stderr } = await place.run(['sessions', 'search', ...words, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => hitSchema.parse(JSON.parse(line)));
  };

  it('finds a text in a record, with its place', async () => {
    expect(await hits('mic was')).toEqual([
      {
        session: first,
        in: 'record',
        file: 'events/000001.jsonl',
        line: 4,
        key: 'note text',
        step: 'hello',
        text: String.raw`the mic was off \x1b[2J\u202e`,
      },
    ]);
  });

  it('finds who acted, and what JSON escapes', async () => {
    expect((await hits('ALICE')).length).toBe(0);
    expect((await hits('alice')).filter(({ key }) => key?.endsWith('actor') === true)).toHaveLength(
      eventful.length,
    );
    expect((await hits('echo "hello')).map(({ key, attempt }) => [key, attempt])).toEqual([
      ['step.started command', 1],
      ['step.started command', 2],
    ]);
  });

  it('finds a line of an output, whatever colours it has, once', async () => {
    withText(`one\ntwo\n\u001b[31mConn\u001b[0mection refused, connection refused\nfour\n`);
    expect(await hits('connection refused')).toMatchObject([
      { in: 'output', line: 3, step: 'hello', attempt: 1, text: 'Connection refused, connection refused' },
    ]);
    expect(await hits('Connection Refused')).toEqual([]);
  });

  it('counts lines over many pieces, and finds what a long line hides', async () => {
    const filler = `${'x'.repeat(99)}\n`.repeat(20_000);
    withText(`${filler}needle\n${'y'.repeat(3_000_000)}needle${'z'.repeat(3_000_000)}\nlast needle`);
    expect((await hits('needle')).map(({ line }) => line)).toEqual([20_001, 20_002, 20_003]);
  });

  it('tells the newest session first, only those that are meant, and where nothing is', async () => {
    writeSession(root, recordsOf(second, eventful));
    expect((await hits('mic was')).map(({ session }) => session)).toEqual([second, first]);
    expect((await hits('mic was', '--operator', 'bob')).length).toBe(0);
    const { stdout } = await place.run(['sessions', 'search', 'nowhere at all']);
    expect(stdout).toBe('"nowhere at all" is nowhere in 2 sessions.\n');
  });

  it('shows the place and the text around it, on lines that fit', async () => {
    withText(`${'before '.repeat(40)}needle${' after'.repeat(40)}\n`);
    const { stdout } = await place.run(['sessions', 'search', 'needle'], { columns: 80 });
    expect(stdout).toContain(first);
    expect(stdout).toMatch(/output of hello, line 1: ….*needle.*…/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/1 place in 1 session searched/);
  });

  it('tells so many places of a session, and that there are more', async () => {
    withText('needle\n'.repeat(50));
    const { stdout } = await place.run(['sessions', 'search', 'needle', '--limit', '3']);
    expect(stdout.match(/line \d+: needle/g)).toHaveLength(3);
    expect(stdout).toContain('--limit 30 shows more');
    expect(await hits('needle', '--limit', '7')).toHaveLength(7);
  });

  it('follows no link out of the session', async () => {
    withText('needle\n');
    const outputs = join(root, first, 'outputs');
    const [name = ''] = readdirSync(outputs);
    writeFileSync(join(place.home, 'secret'), 'needle\n');
    rmSync(join(outputs, name));
    symlinkSync(join(place.home, 'secret'), join(outputs, name));
    expect(await hits('needle')).toEqual([]);
  });

  it.each([[''], ['two\nlines']])('refuses %j with 2', async (text) => {
    expect((await place.run(['sessions', 'search', text])).code).toBe(2);
  });
});
