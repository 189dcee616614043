import { describe, expect, it } from 'vitest';
import { notebookView } from '../../../../src/ui/notebook/model/notebook-page.ts';
import { initialNotebookState } from '../../../../src/ui/notebook/model/notebook-state.ts';
import { timeLeft, timeLeftText } from '../../../../src/ui/notebook/model/time-left.ts';
import { frameText, openDeploy } from '../../../fixtures/notebook/open-notebook.ts';
import { startFacts } from '../../../fixtures/session/open-session.ts';
import { stageInputs, stages } from './stages.ts';

describe('the header', () => {
  it.each([80, 100, 200, 300])(
    'never drops the tag, the environment and the cluster (%i columns)',
    async (columns) => {
      const inputs = stageInputs(await stages.ready());
      const { header } = notebookView(inputs, initialNotebookState, { columns, rows: 24 });
      expect(frameText(header)).toMatch(/^ PRODUCTION {2}production {2}teei-prod\/teei-production/);
    },
  );

  it.each([60, 61, 79])(
    'tells what it is called like once where it is narrow (%i columns)',
    async (columns) => {
      const inputs = stageInputs(await stages.ready());
      const { header } = notebookView(inputs, initialNotebookState, { columns, rows: 24 });
      expect(frameText(header)).toMatch(/^ PRODUCTION {2}teei-prod\/teei-production {2}Deploy/);
      const other = await openDeploy({ environment: { name: 'blue' } });
      const blue = notebookView(stageInputs(other), initialNotebookState, { columns, rows: 24 });
      expect(frameText(blue.header)).toMatch(/^ PRODUCTION {2}blue {2}teei-prod\/teei-production/);
    },
  );

  it('says REHEARSAL, and where nothing is at stake', async () => {
    const { session } = await openDeploy({ production: false, facts: startFacts });
    const inputs = stageInputs(await stages.start(), { reader: session });
    const at = { columns: 120, rows: 24 };
    expect(frameText(notebookView(inputs, initialNotebookState, at).header)).toMatch(/^ not production /);
  });

  it('says that a witness did not take the last checkpoint', async () => {
    const opened = await openDeploy();
    const { session } = opened;
    const at = { columns: 120, rows: 24 };
    const header = (): string =>
      frameText(notebookView(stageInputs(opened), initialNotebookState, at).header);
    expect(header()).not.toContain('unwitnessed');
    const unpublished = [{ checkpoint: 1, to: 'file /x', observed: 'no' }];
    await session.append([
      { type: 'checkpoint', number: 2, events: 1, head: '', signed: false, unpublished },
    ]);
    expect(header()).toContain('unwitnessed');
  });

  it('says all there is where there is room', async () => {
    const inputs = stageInputs(await stages.ready(), { history: new Map([['save', 60_000]]) });
    const header = frameText(notebookView(inputs, initialNotebookState, { columns: 200, rows: 24 }).header);
    expect(header).toContain('Deploy to production');
    expect(header).toContain('operator olga');
    expect(header).toContain('5/13');
    expect(header).toContain('1m 45s since the start · session 20260302-100000-main-7f3a');
  });
});

describe('the time left', () => {
  const all = ['save', 'go', 'apply', 'traffic', 'smoke', 'healthy', 'tell', 'afterwards-2'];
  const history = new Map(all.map((id) => [id, 60_000]));

  it('is what the steps to come took in earlier sessions, less what is done of the running one', async () => {
    expect(timeLeft(stageInputs(await stages.ready(), { history }))).toBe(8 * 60_000);
    const at = await stages.running();
    expect(timeLeft(stageInputs(at, { history }))).toBe(6 * 60_000 - 5000);
    at.session.stop('operator');
  });

  it('is not guessed where little is known', async () => {
    const little = new Map([...history].slice(0, 3));
    expect(timeLeft(stageInputs(await stages.ready(), { history: little }))).toBeUndefined();
    expect(timeLeft(stageInputs(await stages.ready()))).toBeUndefined();
  });

  it.each([
    [20_000, 'less than 1 min left'],
    [840_000, 'about 14 min left'],
    [3 * 3_600_000, 'about 3 h left'],
  ])('of %i ms is told as a guess: %s', (milliseconds, text) => {
    expect(timeLeftText(milliseconds)).toBe(text);
  });
});
