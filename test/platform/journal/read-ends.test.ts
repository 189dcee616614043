import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnds } from '../../../src/platform/journal/read-ends.ts';
import { eventful, recordsOf, writeSession } from '../../cli/write-session.ts';
import { session, temporaryFolder } from './open-test-journal.ts';

function written(): { readonly folder: string; readonly log: string } {
  const folder = writeSession(temporaryFolder(), recordsOf(session, eventful));
  return { folder, log: join(folder, 'events/000001.jsonl') };
}

describe('the ends of a log', () => {
  it('are its first record and its last ones', async () => {
    const { folder, log } = written();
    const ends = await readEnds(folder);
    expect(ends?.first.event.type).toBe('session.started');
    expect(ends?.last.event.type).toBe('session.ended');
    expect(ends?.ended).toMatchObject({ outcome: 'failed' });
    expect(ends?.bytes).toBe(readFileSync(log).length);
  });

  it('are read without what is between them', async () => {
    const { folder, log } = written();
    const lines = readFileSync(log, 'utf8').split('\n');
    const middle = `${'x'.repeat(1000)}\n`.repeat(500);
    writeFileSync(log, `${lines[0]}\n${middle}${lines.slice(-3).join('\n')}`);
    const ends = await readEnds(folder);
    expect(ends?.first.envelope.seq).toBe(1);
    expect(ends?.ended?.outcome).toBe('failed');
  });

  it('tell a session that has not ended from one that has, whatever a note says', async () => {
    const note = { type: 'note', text: '"type":"session.ended"' } as const;
    const open = writeSession(temporaryFolder(), recordsOf(session, [...eventful.slice(0, 3), note]));
    expect(await readEnds(open)).toMatchObject({ last: { event: note }, ended: undefined });
    const after = writeSession(temporaryFolder(), recordsOf(session, [...eventful, note]));
    expect(await readEnds(after)).toMatchObject({ last: { event: note }, ended: { outcome: 'failed' } });
  });

  it('are found behind a torn end and an empty segment', async () => {
    const { folder, log } = written();
    appendFileSync(log, '{"v":1,"ty');
    writeFileSync(join(folder, 'events/000002.jsonl'), '');
    expect((await readEnds(folder))?.last.event.type).toBe('session.ended');
  });

  it('are nothing where there is no log, or none that can be read', async () => {
    expect(await readEnds('/nowhere')).toBeUndefined();
    const { folder, log } = written();
    writeFileSync(log, 'no record\n');
    expect(await readEnds(folder)).toBeUndefined();
    writeFileSync(log, '');
    expect(await readEnds(folder)).toBeUndefined();
  });
});
