import { describe, expect, it } from 'vitest';
import type { IntentOf } from '../../../src/session/intents.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { refusal, resumedEvent, runByPerson, walkOf, type Walk } from '../../fixtures/session/walk.ts';

const text = shellStep('id: a') + shellStep('id: b');
const output = { sha256: 'x', bytes: 3, path: 'output/x', redactions: 0, truncated: false };

function say(
  resolution: 'done' | 'failed' | 'retry',
  more: Partial<IntentOf<'resolve'>> = {},
): IntentOf<'resolve'> {
  return { intent: 'resolve', resolution, reason: 'I looked', alive: false, files: [], ...more };
}

/** As after a kill while the first step ran. */
function interrupted(): Walk {
  const walk = walkOf(text);
  walk.act(runByPerson);
  walk.log(
    { type: 'step.spawned', step: { id: 'a', attempt: 1 }, process: { pid: 1, start: '2', boot_id: 'b' } },
    resumedEvent,
  );
  return walk;
}

describe('saying what happened to an interrupted step', () => {
  it('knows the process that was left', () => {
    expect(interrupted().step('a').status).toMatchObject({ status: 'interrupted', process: { pid: 1 } });
  });

  it('done: a person vouches for it', () => {
    const walk = interrupted();
    walk.act(say('done', { output, files: [{ path: 'f', sha256: 'y', bytes: 1 }] }));
    expect(walk.step('a').status).toEqual({
      status: 'passed',
      attempt: 1,
      summary: 'I looked',
      by: 'person',
    });
    expect(walk.current).toBe('b');
  });

  it('failed: it can be retried, as the next attempt', () => {
    const walk = interrupted();
    walk.act(say('failed'));
    expect(walk.step('a').status).toMatchObject({ status: 'failed', problem: { code: 'step/said-failed' } });
    expect(walk.act(runByPerson)[0]).toMatchObject({ step: { attempt: 2 } });
  });

  it('retry: it waits to be run again, and needs no reason', () => {
    const walk = interrupted();
    walk.act(say('retry', { reason: '' }));
    expect(walk.step('a')).toMatchObject({ status: { status: 'pending' }, attempts: 1 });
    expect(walk.act(runByPerson)[0]).toMatchObject({ step: { attempt: 2 } });
  });

  it.each<[string, Walk, IntentOf<'resolve'>, string]>([
    [
      'done, while its command still runs',
      interrupted(),
      say('done', { alive: true }),
      'session/still-running',
    ],
    [
      'retry, while its command still runs',
      interrupted(),
      say('retry', { alive: true }),
      'session/still-running',
    ],
    ['done without a reason', interrupted(), say('done', { reason: ' ' }), 'session/no-reason'],
    ['failed without a reason', interrupted(), say('failed', { reason: '' }), 'session/no-reason'],
    ['what was never started', walkOf(text), say('done'), 'session/not-open'],
    ['what failed by itself', failed(), say('done'), 'session/not-open'],
    ['after the last step', ended(), say('done'), 'session/at-end'],
  ])('refuses %s', (_what, walk, intent, code) => {
    expect(refusal(walk.decide(intent))).toBe(code);
  });
});

describe('an inconclusive verification', () => {
  it('is taken by a person, for a reason', () => {
    const walk = walkOf(yamlStep('kind: verify', 'id: see', 'check: file', 'with: { path: /x }'));
    walk.finish('inconclusive');
    expect(walk.current).toBe('see');
    expect(refusal(walk.decide(say('done', { reason: '' })))).toBe('session/no-reason');
    walk.act(say('done'));
    expect(walk.step('see').status).toMatchObject({ status: 'passed', by: 'person' });
  });
});

function failed(): Walk {
  const walk = walkOf(text);
  walk.finish('failed');
  return walk;
}

function ended(): Walk {
  const walk = walkOf(shellStep('id: a'));
  walk.finish();
  return walk;
}
