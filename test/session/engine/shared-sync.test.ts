import { describe, expect, it } from 'vitest';
import { walkUnattended } from '../../../src/session/engine/unattended.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { must, type Opened, openSession, type Opening, run } from '../../fixtures/session/open-session.ts';
import type { Behaviour } from '../../fixtures/session/scripted-shell.ts';

const never = (): boolean => false;

/** Opens a session whose listener and whose commands look at what a power cut would leave. */
async function openLooking(text: string, names: readonly string[], more: Partial<Opening> = {}) {
  const seen = { told: [] as string[], early: [] as string[], let: [] as string[] };
  const at: { opened?: Opened } = {};
  const during = (): void => {
    if (at.opened?.journal.onDisk() !== at.opened?.journal.records.length) seen.early.push('a command');
    seen.let.push(at.opened?.session.current?.id ?? 'none');
  };
  const scripts: Record<string, Behaviour> = Object.fromEntries(names.map((name) => [name, { during }]));
  const opened = await openSession({
    text,
    scripts,
    ...more,
    facts: {
      mode: 'unattended',
      listener: {
        onRecord: ({ envelope }, state) => {
          seen.told.push(envelope.type);
          if (envelope.seq > (at.opened?.journal.onDisk() ?? Infinity)) seen.early.push(envelope.type);
          expect(state.lastSeq).toBe(envelope.seq);
        },
      },
      ...more.facts,
    },
  });
  at.opened = opened;
  return { opened, seen };
}

const three = shellStep('id: a', 'one') + shellStep('id: b', 'two') + shellStep('id: c', 'three');

describe('records that share a sync', () => {
  it('are told, and let a command go, only once all of them are on the disk', async () => {
    const { opened, seen } = await openLooking(three, ['one', 'two', 'three']);
    expect(must(await walkUnattended(opened.session, never))).toEqual({ end: 'ended' });
    expect(seen.early).toEqual([]);
    expect(seen.let).toEqual(['a', 'b', 'c']);
    expect(seen.told).toEqual(opened.journal.records.map(({ envelope }) => envelope.type));
    expect(opened.journal.onDisk()).toBe(opened.journal.records.length);
  });

  it.each([
    ['a person is needed next', `${shellStep('id: a', 'one')}\n- [ ] Looked\n`, never],
    ['a signal asks to stop', three, (): boolean => true],
  ])('are all told when %s', async (_what, text, stopsAfter) => {
    const { opened, seen } = await openLooking(text, ['one', 'two', 'three']);
    let asked = 0;
    await walkUnattended(opened.session, () => (asked += 1) > 1 && stopsAfter());
    expect(seen.early).toEqual([]);
    expect(seen.told).toContain('step.finished');
    expect(opened.journal.onDisk()).toBe(opened.journal.records.length);
  });

  it('come to the disk before a step that starts no shell', async () => {
    const { opened, seen } = await openLooking(
      shellStep('id: a', 'one') + yamlStep('kind: verify', 'id: b', 'check: command', 'with: { run: two }'),
      ['one', 'two'],
    );
    expect(must(await walkUnattended(opened.session, never))).toEqual({ end: 'ended' });
    expect(seen.early).toEqual([]);
  });

  it('hold a person’s step as well: its start is on the disk when its command is let go', async () => {
    const { opened, seen } = await openLooking(three, ['one'], { facts: { mode: 'attended' } });
    must(await run(opened.session));
    expect(seen).toMatchObject({ early: [], let: ['a'] });
    expect(opened.journal.onDisk()).toBe(opened.journal.records.length);
  });
});
