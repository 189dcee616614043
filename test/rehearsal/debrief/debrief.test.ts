import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Debrief, debriefOf } from '../../../src/rehearsal/debrief/debrief.ts';
import type { Scenario } from '../../../src/rehearsal/scenario/model.ts';
import { scenario as trial } from '../../fixtures/rehearsal/scenario.ts';
import { moves, walkAtRandom } from '../../fixtures/session/random-moves.ts';
import { ends, finishes, rollsBack, skips, starts, story, ticks, type Told } from './story.ts';

/** A scenario of the runbook that the stories are of. */
function scenario(keys: string): Scenario {
  return { ...trial(keys), runbook: 'greet' };
}

const bad = scenario(`good:
  ends: rolled-back
  at: rollout
  since: apply
  noticed-by: rollout
  well-again-by: rollback.health
  never-skip: [backup]
  within: 5m
  told: Roll back.
`);
const fine = scenario('good: { ends: completed, never-skip: [backup], within: 10m, told: Go on. }');

const applied: readonly Told[] = [
  [60, starts('apply')],
  [70, finishes('apply', 'passed')],
];
const rolledBack: readonly Told[] = [
  [130, rollsBack('rollout')],
  [200, finishes('rollback.health', 'passed')],
  [210, ends('rolled-back')],
];

function debrief(of: Scenario, ...told: readonly Told[]): Debrief {
  return debriefOf(story(...told), of);
}

function texts(of: Debrief, tone: 'good' | 'otherwise' | 'note'): readonly string[] {
  return of.findings.filter((finding) => finding.tone === tone).map(({ text }) => text);
}

describe('the debrief of a fault', () => {
  it('says how long it took, and that it was as it should be', () => {
    const told = debrief(bad, ...applied, [100, finishes('rollout', 'failed')], ...rolledBack);
    expect(told.times).toEqual([
      ['noticed after', '40s (rollout failed)'],
      ['decided after', '30s (into rollback)'],
      ['well again after', '1m10s (rollback.health passed)'],
      ['in all', '3m30s'],
    ]);
    expect(texts(told, 'otherwise')).toEqual([]);
    expect(texts(told, 'good')).toEqual([
      'It was rolled back at rollout, as it should be.',
      'The fault was noticed in time.',
      'From the fault to the end it took 2m30s; 5m is enough.',
      'Nothing was skipped.',
    ]);
  });

  it('tells what was tried again before', () => {
    const again: readonly Told[] = [
      [100, finishes('rollout', 'failed')],
      [105, starts('rollout', 2)],
      [120, finishes('rollout', 'failed', 2)],
    ];
    const told = debrief(bad, ...applied, ...again, ...rolledBack);
    expect(texts(told, 'note')).toEqual(['Tried again before deciding: rollout (1 in all).']);
    expect(told.times[1]).toEqual(['decided after', '30s (into rollback)']);
  });

  it('says where the fault was noticed too late', () => {
    const told = debrief(
      bad,
      ...applied,
      [80, finishes('rollout', 'passed')],
      [100, finishes('health', 'failed')],
      [130, rollsBack('health')],
      [500, ends('rolled-back')],
    );
    expect(texts(told, 'otherwise')).toEqual([
      'It was rolled back at health; expected at rollout.',
      'The fault was noticed late: rollout was passed before.',
      'From the fault to the end it took 7m20s; 5m is enough.',
    ]);
  });

  it('says where it was never noticed', () => {
    const told = debrief(bad, ...applied, [80, skips('rollout')], [300, ends('completed')]);
    expect(told.times).toEqual([['in all', '5m']]);
    expect(texts(told, 'otherwise')).toEqual([
      'It was completed. A good end is: rolled back at rollout.',
      'The fault was not noticed: rollout was skipped.',
    ]);
  });

  it('does not take a failure before the release for it, nor what the operator stopped', () => {
    const told = debrief(
      bad,
      [10, finishes('kubectl', 'failed')],
      ...applied,
      [80, { ...finishes('rollout', 'error'), stopped: 'operator' }],
      [100, finishes('rollout', 'failed', 2)],
      ...rolledBack,
    );
    expect(told.times[0]).toEqual(['noticed after', '40s (rollout failed)']);
  });

  it('takes a person who stops for one who has noticed', () => {
    const told = debrief(bad, ...applied, [90, ends('aborted')]);
    expect(told.times.slice(0, 2)).toEqual([
      ['noticed after', '30s (stopped by a person)'],
      ['decided after', '0s (stopped)'],
    ]);
    expect(texts(told, 'otherwise')).toEqual([
      'It was stopped at apply. A good end is: rolled back at rollout.',
    ]);
  });

  it('says what went on after a failure', () => {
    const going: Told = [
      110,
      { type: 'step.continued', step: { id: 'rollout', attempt: 1 }, cause: 'person', reason: 'it will do' },
    ];
    const told = debrief(bad, ...applied, [100, finishes('rollout', 'failed')], going, [120, ends('failed')]);
    expect(texts(told, 'otherwise')).toEqual([
      'It went on after a failure, to the last step. A good end is: rolled back at rollout.',
      'After the failure of rollout the session went on: it will do.',
    ]);
  });
});

describe('the debrief of a fault that is there from the beginning', () => {
  const full = scenario(
    'good: { ends: stopped, at: [quotas, pods-allowed], noticed-by: pods-allowed, told: Stop. }',
  );

  it('is content with who stops at the item, looked or not', () => {
    const looked = debrief(full, [5, finishes('quotas', 'failed')], [9, ends('aborted')]);
    expect(texts(looked, 'otherwise')).toEqual([]);
    expect(looked.times[0]).toEqual(['noticed after', '5s (quotas failed)']);
    const notLooked = debrief(full, [5, ticks('nodes', 'yes', 'pass')], [9, ends('aborted')]);
    expect(texts(notLooked, 'otherwise')).toEqual([]);
  });

  it('is not with who stops later', () => {
    const told = debrief(
      full,
      [5, ticks('quotas', 'yes')],
      [6, finishes('pods-allowed', 'passed')],
      [9, finishes('apply', 'failed')],
      [12, ends('aborted')],
    );
    expect(texts(told, 'otherwise')).toEqual([
      'It was stopped at apply; expected at quotas or pods-allowed.',
      'The fault was noticed late: pods-allowed was passed before.',
    ]);
  });
});

describe('the debrief of a session without a fault', () => {
  it('has nothing to notice', () => {
    const told = debrief(fine, ...applied, [80, finishes('rollout', 'passed')], [90, ends('completed')]);
    expect(told.times).toEqual([['in all', '1m30s']]);
    expect(texts(told, 'good')).toEqual([
      'It was completed, as it should be.',
      'It took 1m30s; 10m is enough.',
      'Nothing was skipped.',
    ]);
  });

  it('tells what was skipped, and what should never be', () => {
    const told = debrief(
      fine,
      [5, skips('backup', 'it is fine')],
      [6, skips('notes')],
      [90, ends('completed')],
    );
    expect(texts(told, 'otherwise')).toEqual(['backup was skipped (it is fine), and should never be.']);
    expect(texts(told, 'note')).toEqual(['notes was skipped: no time.']);
  });

  it('forgives who comes back and does it', () => {
    const told = debrief(fine, [5, skips('backup')], [50, ticks('backup', 'yes')], [90, ends('completed')]);
    expect(texts(told, 'good')).toContain('Nothing was skipped.');
  });

  it('sees a tick beside a check that failed', () => {
    const told = debrief(
      fine,
      [5, ticks('nodes', 'yes', 'fail')],
      [6, ticks('quotas', 'yes', 'pass')],
      [7, ticks('ci', 'no', 'fail')],
    );
    expect(texts(told, 'otherwise')).toEqual(['nodes was ticked although its check had not passed.']);
    expect(texts(told, 'note')).toEqual(['It has not ended. A good end is: completed.']);
  });
});

describe('any log', () => {
  const kinds = fc.constantFrom<Told[1]>(
    starts('apply'),
    starts('rollout', 2),
    finishes('rollout', 'failed'),
    finishes('rollout', 'passed'),
    finishes('rollback.health', 'passed'),
    ticks('backup', 'no'),
    ticks('backup', 'yes', 'fail'),
    skips('backup'),
    rollsBack('rollout'),
    ends('completed'),
    ends('aborted'),
    ends('failed'),
    ends('rolled-back'),
  );

  it('gives a debrief whose times are never negative, whatever was recorded in which order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9999 }), kinds)), fc.nat(5), (told, from) => {
        for (const of of [bad, fine]) {
          const { times, told: prose } = debriefOf(story(...told).slice(from), of);
          expect(prose).toBe(of.good.told);
          expect(times.every(([, text]) => /^\d+[dhms]/.test(text))).toBe(true);
        }
      }),
    );
  });

  it('gives a debrief for every prefix of a session that was walked at random', () => {
    fc.assert(
      fc.property(moves, fc.nat(100), (made, length) => {
        const records = walkAtRandom(made).records.slice(0, length);
        for (const of of [bad, fine]) expect(debriefOf(records, of).title).toBe('A trial');
      }),
      { numRuns: 30 },
    );
  });

  it('gives one where the log holds no time that can be read', () => {
    const records = story(...applied, [100, finishes('rollout', 'failed')], ...rolledBack).map((record) => ({
      ...record,
      envelope: { ...record.envelope, time: 'yesterday' },
    }));
    expect(debriefOf(records, bad).times).toEqual([]);
  });

  it('does not judge the walk of another runbook by the scenario', () => {
    const { findings, told } = debrief(
      { ...bad, runbook: 'deploy' },
      [60, starts('look')],
      [70, ends('completed')],
    );
    expect(findings.map(({ tone }) => tone)).toEqual(['note']);
    expect(findings[0]?.text).toContain('is for deploy, and greet was walked');
    expect(told).toBe('Roll back.');
  });
});
