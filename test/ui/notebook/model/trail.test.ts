import { describe, expect, it } from 'vitest';
import { emptyTrail, foldTrail, stepTrail, trailOf } from '../../../../src/ui/notebook/model/trail.ts';
import { must } from '../../../fixtures/session/open-session.ts';
import { stageNames, stages } from './stages.ts';

describe('the trail of a log', () => {
  it.each(stageNames)('is the same record by record as at once (%s)', async (name) => {
    const { journal, session } = await stages[name]();
    const records = [...journal.records];
    expect(records.reduce(foldTrail, emptyTrail)).toEqual(trailOf(records));
    session.stop('operator');
  });

  it('holds attempts, sign-offs and notes by step, and what was settled last', async () => {
    const { journal, session } = await stages.failed();
    must(await session.dispatch({ intent: 'note', text: 'the registry is slow' }));
    const trail = trailOf(journal.records);
    expect(trail.lastSettled).toBe('apply');
    const { attempts, notes } = stepTrail(trail, 'apply');
    expect(attempts.map(({ attempt, finished }) => [attempt, finished?.result])).toEqual([[1, 'failed']]);
    expect(notes.map(({ text, by }) => [text, by])).toEqual([['the registry is slow', 'olga']]);
    const [signed] = stepTrail(trail, 'go').signoffs;
    expect(signed).toMatchObject({
      enteredBy: 'olga',
      stands: true,
      event: { name: 'rita', decision: 'yes' },
    });
  });

  it('says that going back has voided what was signed', async () => {
    const { journal, session } = await stages.choice();
    must(await session.dispatch({ intent: 'back', to: 'go', reason: 'the wrong version' }));
    const trail = trailOf(journal.records);
    expect(stepTrail(trail, 'go')).toMatchObject({ voided: 1, signoffs: [{ stands: false }] });
    expect(stepTrail(trail, 'qa')).toMatchObject({ voided: 0, signoffs: [{ stands: true }] });
    expect(trail.lastSettled).toBeUndefined();
  });
});
