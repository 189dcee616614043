import { describe, expect, it } from 'vitest';
import { resolveCurrent, stopSurvivor, survivor } from '../../../src/session/engine/reconcile.ts';
import type { ProcessIdentity } from '../../../src/steps/ports/shell.ts';
import { shellStep } from '../../fixtures/session/plan.ts';
import {
  codes,
  eventsOf,
  onlyEvent,
  type Opened,
  openSession,
  reopen,
  run,
} from '../../fixtures/session/open-session.ts';

const text = shellStep('id: a', 'deploy') + shellStep('id: b', 'next');
const opening = { text, scripts: { deploy: {}, next: {} } };

/** Killed while the command ran; its process is still there or not. */
async function interrupted(alive: boolean): Promise<Opened> {
  const opened = await openSession({
    ...opening,
    journal: { failsOn: ({ type }) => type === 'step.finished' },
  });
  await run(opened.session);
  const files = [{ path: 'steps/a/1/out', sha256: 'x', bytes: 1 }];
  return reopen(opened, { ...opening, alive, journal: { files } });
}

describe('a step that was interrupted', () => {
  it('keeps its command in sight while it lives, and nothing can be said of it', async () => {
    const { session, journal } = await interrupted(true);
    expect(survivor(session)).toEqual({ pid: 4711, start: '77', bootId: 'boot' });
    for (const resolution of ['done', 'failed', 'retry'] as const) {
      expect(codes(await resolveCurrent(session, { resolution, reason: 'x' }))).toEqual([
        'session/still-running',
      ]);
    }
    expect(journal.outputs.size).toBe(0);
    expect(codes(await run(session))).toEqual(['session/interrupted']);
  });

  it('can have its command stopped', async () => {
    const opened = await interrupted(true);
    const stopped: ProcessIdentity[] = [];
    Object.assign(opened.deps.processes, {
      stop: (process: ProcessIdentity) => Promise.resolve(stopped.push(process)),
    });
    await stopSurvivor(opened.session);
    expect(stopped).toEqual([{ pid: 4711, start: '77', bootId: 'boot' }]);
  });

  it('is said to be done, with the output and files that it left', async () => {
    const { session, journal } = await interrupted(false);
    expect(survivor(session)).toBeUndefined();
    expect(codes(await resolveCurrent(session, { resolution: 'done', reason: 'I looked' }))).toEqual([]);
    expect(onlyEvent(journal, 'step.resolved')).toMatchObject({
      step: { id: 'a', attempt: 1 },
      resolution: 'done',
      output: { bytes: 14 },
      files: [{ path: 'steps/a/1/out' }],
    });
    expect(session.current?.id).toBe('b');
  });

  it('has what it left filed only once somebody has said enough', async () => {
    const { session, journal } = await interrupted(false);
    expect(codes(await resolveCurrent(session, { resolution: 'done', reason: '' }))).toEqual([
      'session/no-reason',
    ]);
    expect(journal.outputs.size).toBe(0);
  });

  it('is run again as the next attempt, in a folder of its own', async () => {
    const { session, shell, journal } = await interrupted(false);
    await resolveCurrent(session, { resolution: 'retry', reason: '' });
    expect(codes(await run(session))).toEqual([]);
    expect(shell.runs[0]?.env['STEP_DIR']).toMatch(/\/steps\/a\/2$/);
    expect(eventsOf(journal, 'step.started').map(({ step }) => step.attempt)).toEqual([1, 2]);
  });
});
