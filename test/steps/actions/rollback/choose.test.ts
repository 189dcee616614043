import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aimOf, type Choice, readChoices } from '../../../../src/steps/actions/rollback/choose.ts';
import { type HistoryFacts, historyOf } from '../../../../src/steps/actions/rollback/history.ts';
import { historyTable } from '../../../../src/steps/actions/rollback/history-table.ts';
import { analytics, crashed, deployment, replicaSet } from './facts.ts';

function aim(choice: Choice, facts: HistoryFacts = crashed): string {
  const found = aimOf(historyOf(analytics, facts), choice);
  return found.kind === 'refused' ? `${found.why} — ${found.next}` : `${found.kind} ${found.revision.number}`;
}

describe('the history of a service', () => {
  it('is told newest first, with what is known of each revision', () => {
    const history = historyOf(analytics, crashed);
    expect(history).toMatchObject({ current: 5, recorded: 4, paused: false });
    expect(history.revisions.map(({ number, standing }) => [number, standing])).toEqual([
      [5, 'failed'],
      [4, 'recorded'],
      [2, 'older'],
    ]);
    expect(historyTable([history], Date.parse('2026-03-02T11:30:00Z'))).toEqual([
      'SERVICE    REVISION  AGE  IMAGES        STANDING                   CHANGE-CAUSE',
      'analytics  5         2h   analytics:v3  current, no pod available',
      '           4         2h   analytics:v2  as saved',
      '           2         2h   analytics:v1  older                      first release',
    ]);
  });

  it('holds templates as a Deployment has them, without the label of the ReplicaSet', () => {
    const [, recorded] = historyOf(analytics, crashed).revisions;
    expect(recorded?.template).toEqual({
      metadata: { labels: { app: 'analytics' } },
      spec: { containers: [{ name: 'main', image: 'analytics:v2' }] },
    });
  });
});

describe('the revision that is gone back to', () => {
  const good = { ...crashed, deployments: [deployment(4, 'analytics:v2')] };
  const paused = { ...crashed, deployments: [deployment(5, 'analytics:v3', { paused: true })] };
  const renumbered = {
    ...crashed,
    deployments: [deployment(6, 'analytics:v2')],
    replicaSets: [
      replicaSet({ revision: 6, image: 'analytics:v2', wanted: 2, available: 2, earlier: '4' }),
      replicaSet({ revision: 5, image: 'analytics:v3' }),
    ],
  };
  const forgotten = { ...crashed, replicaSets: crashed.replicaSets.filter((_, index) => index !== 1) };
  const unsaved = { ...crashed, saved: [] };
  const choose = 'or restore the saved state';
  it.each<[string, Choice, HistoryFacts, string]>([
    ['what was recorded', 'recorded', crashed, 'go 4'],
    ['an older one, chosen', 2, crashed, 'go 2'],
    ['an older one, by the number that it had before', 1, crashed, 'go 2'],
    ['what it has already', 'recorded', good, 'there 4'],
    ['what was recorded, though it has another number now', 'recorded', renumbered, 'there 6'],
    [
      'one that failed',
      5,
      crashed,
      `no pod of revision 5 is available: it failed — Choose one of 4, 2, ${choose}`,
    ],
    [
      'one that came with the release and has no pods any more',
      5,
      renumbered,
      `revision 5 came with the release that is rolled back — Choose one of 6, ${choose}`,
    ],
    ['one that is not there', 3, crashed, `revision 3 is not kept — Choose one of 4, 2, ${choose}`],
    [
      'what was recorded and is kept no more',
      'recorded',
      forgotten,
      `what ran as revision 4 is not kept any more (revisionHistoryLimit) — Choose one of 2, ${choose}`,
    ],
    [
      'what was recorded nowhere',
      'recorded',
      unsaved,
      `no saved state says which revision ran — Choose one of 4, 2, ${choose}`,
    ],
    [
      'that of a paused Deployment',
      'recorded',
      paused,
      'its rollout is paused, so that nothing would happen — Resume it (kubectl rollout resume deployment/prod-analytics), then run the step again',
    ],
    [
      'that of a Deployment that is gone',
      'recorded',
      { ...crashed, deployments: [] },
      'there is no Deployment prod-analytics — Restore it from the snapshot',
    ],
  ])('%s', (_what, choice, facts, said) => {
    expect(aim(choice, facts)).toBe(said);
  });

  it('is never one that failed or came with the release, whatever is chosen', () => {
    const choice = fc.oneof(fc.constant<Choice>('recorded'), fc.integer({ min: 1, max: 9 }));
    const sets = fc.array(
      fc.record({
        revision: fc.integer({ min: 1, max: 9 }),
        image: fc.constantFrom('analytics:v1', 'analytics:v2', 'analytics:v3'),
        wanted: fc.integer({ min: 0, max: 2 }),
        available: fc.integer({ min: 0, max: 2 }),
      }),
    );
    fc.assert(
      fc.property(choice, sets, (chosen, made) => {
        const found = aimOf(
          historyOf(analytics, { ...crashed, replicaSets: made.map((one) => replicaSet(one)) }),
          chosen,
        );
        if (found.kind === 'refused') return;
        expect(['recorded', 'older', 'current']).toContain(found.revision.standing);
        expect(found.revision.standing === 'recorded' || found.revision.number <= 4).toBe(true);
      }),
    );
  });
});

describe('revisions as they are written', () => {
  const targets = [analytics, { service: 'reporting', deployment: 'prod-reporting' }];
  it.each<[string, Choice, Choice]>([
    ['recorded', 'recorded', 'recorded'],
    ['', 'recorded', 'recorded'],
    ['analytics=3', 3, 'recorded'],
    [' prod-analytics = 3 , reporting=recorded', 3, 'recorded'],
    ['reporting=12', 'recorded', 12],
  ])('%j', (written, first, second) => {
    const read = readChoices(written, targets);
    expect(read.ok && [read.of('analytics'), read.of('reporting')]).toEqual([first, second]);
  });

  it.each([
    ['3', '“3” is not written as SERVICE=REVISION'],
    ['analytics=0', '“analytics=0” is not written as SERVICE=REVISION'],
    ['analytics', '“analytics” is not written as SERVICE=REVISION'],
    ['billing=3', 'billing is none of the services that go back'],
    ['analytics=3,prod-analytics=4', 'analytics is named twice'],
  ])('%j is refused', (written, why) => {
    expect(readChoices(written, targets)).toEqual({ ok: false, why });
  });
});
