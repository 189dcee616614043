import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SessionEvent } from '../../../src/session/events.ts';
import type { FiledOutput } from '../../../src/session/ports.ts';
import { makePlace, type Place } from '../run-cli.ts';
import { eventful, recordsOf, writeSession } from '../write-session.ts';

const first = '20260102-030405-greet-0a1b';
const second = '20260103-030405-greet-9f9f';

function withOutput(output: FiledOutput): (event: SessionEvent) => SessionEvent {
  return (event) =>
    event.type === 'step.finished' && event.step.attempt === 2 ? { ...event, output } : event;
}

describe('sessions diff', () => {
  let place: Place;
  let root = '';
  beforeEach(() => {
    place = makePlace();
    root = join(place.home, '.local/state/teei-runbook/sessions');
    writeSession(root, recordsOf(first, eventful));
  });
  afterEach(() => place.remove());

  const write = (change: (event: SessionEvent) => SessionEvent): void => {
    writeSession(root, recordsOf(second, eventful.map(change)));
  };
  const file = (id: string, text: string) => {
    const sha256 = createHash('sha256').update(text).digest('hex');
    mkdirSync(join(root, id, 'outputs'), { recursive: true });
    writeFileSync(join(root, id, 'outputs', sha256), text);
    return { sha256, bytes: text.length, path: `outputs/${sha256}`, redactions: 0, truncated: false };
  };

  it('says that all went alike', async () => {
    write((event) => event);
    const { code, stdout } = await place.run(['sessions', 'diff', first, second]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${first} → ${second}\n\nAll 4 steps went alike.\n`,
    });
    expect((await place.run(['sessions', 'diff', first, second, '--all'])).stdout).toMatch(/hello\n +alike/);
  });

  it('tells results, durations, values, and facts of the sessions', async () => {
    write((event) => {
      if (event.type === 'session.started') return { ...event, params: { name: 'Bob' } };
      if (event.type === 'step.finished' && event.result === 'passed') {
        return { ...event, result: 'failed', summary: 'exit code 3', milliseconds: 5000, captures: {} };
      }
      return event;
    });
    const { stdout } = await place.run(['sessions', 'diff', first, second]);
    expect(stdout).toMatch(/parameters +name = Alice → name = Bob/);
    expect(stdout).toContain('1 of 4 steps went otherwise:');
    expect(stdout).toMatch(/result +passed → failed/);
    expect(stdout).toMatch(/said +exit code 0 → exit code 3/);
    expect(stdout).toMatch(/duration +12ms → 5\.0s/);
    expect(stdout).toMatch(/values +answer = hi → none/);
    expect(stdout).not.toContain('heard');
  });

  it('takes no duration for another that is only somewhat longer', async () => {
    write((event) =>
      event.type === 'step.finished' && event.result === 'passed' ? { ...event, milliseconds: 900 } : event,
    );
    expect((await place.run(['sessions', 'diff', first, second])).stdout).toContain('All 4 steps');
  });

  it('shows the lines that two outputs do not share', async () => {
    const one = file(first, 'same\nold\n');
    const other = file(second, 'same\nnew \u001b[2J\n');
    for (const [id, output] of [
      [first, one],
      [second, other],
    ] as const) {
      writeSession(root, recordsOf(id, eventful.map(withOutput(output))));
    }
    const { stdout } = await place.run(['sessions', 'diff', first, second]);
    expect(stdout).toMatch(/output +9 B → 14 B/);
    expect(stdout).toContain('    -old\n');
    expect(stdout).toContain(String.raw`    +new \x1b[2J`);
    expect(stdout).not.toContain('same');
    const json = z
      .looseObject({ steps: z.array(z.looseObject({ changedLines: z.array(z.string()) })) })
      .parse(JSON.parse((await place.run(['sessions', 'diff', first, second, '--json'])).stdout));
    expect(json.steps[0]?.changedLines).toEqual(['-old', String.raw`+new \x1b[2J`]);
  });

  it('tells a step that only one of them has', async () => {
    writeSession(
      root,
      recordsOf(
        second,
        eventful.filter(({ type }) => type !== 'step.skipped'),
      ),
    );
    const { stdout } = await place.run(['sessions', 'diff', first, second]);
    expect(stdout).toMatch(/later\n +only there +in the first session: skipped/);
  });

  it('refuses a session that there is none of, on either side', async () => {
    expect((await place.run(['sessions', 'diff', first, 'none'])).code).toBe(2);
    expect((await place.run(['sessions', 'diff', 'none', first])).code).toBe(2);
    expect((await place.run(['sessions', 'diff', first])).code).toBe(2);
  });
});
