import { describe, expect, it } from 'vitest';
import type { ActionId } from '../../../../src/ui/keymap/actions.ts';
import { barActions } from '../../../../src/ui/notebook/model/bar-actions.ts';
import { changesProduction, isDangerous } from '../../../../src/ui/notebook/model/danger.ts';
import { attestCurrent } from '../../../../src/session/engine/sign-off.ts';
import { enterDoes } from '../../../../src/ui/notebook/model/enter-does.ts';
import { jumpItems } from '../../../../src/ui/notebook/model/jump-items.ts';
import { initialNotebookState } from '../../../../src/ui/notebook/model/notebook-state.ts';
import { whyNot } from '../../../../src/ui/notebook/model/why-not.ts';
import { situationOf } from '../../../../src/ui/situation.ts';
import { plainText } from '../../../../src/ui/text/measure.ts';
import { openDeploy } from '../../../fixtures/notebook/open-notebook.ts';
import { yamlStep } from '../../../fixtures/session/plan.ts';
import { working } from '../../../fixtures/notebook/scripts.ts';
import { walkTo } from '../../../fixtures/notebook/walk-deploy.ts';
import { codes, type Opened, openSession } from '../../../fixtures/session/open-session.ts';
import { type Stage, stageInputs, stageNames, stages } from './stages.ts';

const deciding = [
  'run',
  'skip',
  'continue',
  'roll-back',
  'roll-back-only',
  'give-up',
  'abort',
  'leave',
] as const satisfies readonly ActionId[];

function refused({ session }: Opened, action: ActionId): string | undefined {
  return whyNot(action, session, situationOf(session));
}

/** What the engine itself says to the action. */
async function dispatched(
  { session }: Opened,
  action: (typeof deciding)[number],
): Promise<readonly string[]> {
  const reason = 'because';
  switch (action) {
    case 'run':
      return codes(await session.dispatch({ intent: 'run', consent: 'person' }));
    case 'skip':
      return codes(await session.dispatch({ intent: 'skip', reason }));
    case 'continue':
      return codes(await session.dispatch({ intent: 'continue', reason }));
    case 'roll-back':
      return codes(await session.dispatch({ intent: 'recover', reason }));
    case 'roll-back-only':
      return codes(await session.dispatch({ intent: 'recover', reason, only: [] }));
    case 'give-up':
      return codes(await session.dispatch({ intent: 'give-up', reason }));
    case 'abort':
      return codes(await session.dispatch({ intent: 'abort', reason }));
    case 'leave':
      return codes(await session.dispatch({ intent: 'pause', reason }));
  }
}

describe('why an action does not apply', () => {
  const quiet = stageNames.filter((name) => name !== 'running' && name !== 'ended');
  it.each(quiet.flatMap((stage) => deciding.map((action) => [action, stage] as const)))(
    'is what the engine would say: %s at %s',
    async (action, stage) => {
      const at = await stages[stage]();
      const why = refused(at, action);
      const answer = await dispatched(at, action);
      expect(why === undefined).toBe(answer.length === 0);
    },
  );

  it.each<[Stage, ActionId, string]>([
    ['ready', 'yes', 'save asks for no tick.'],
    ['ready', 'continue', 'The current step has not failed.'],
    ['ready', 'stop', 'Nothing is running.'],
    ['start', 'back', 'This is the first step: nothing is before it.'],
    ['start', 'check', 'before-you-start-1 offers no check.'],
    ['approval', 'skip', "go can't be skipped: it is an approval."],
    ['running', 'act', 'apply is running: stop it first.'],
    ['running', 'leave', 'apply is running: stop it first.'],
    ['ended', 'yes', 'The session has ended.'],
    ['ended', 'abort', 'This session has ended (aborted).'],
  ])('is said in a sentence: at %s, %s', async (stage, action, sentence) => {
    const at = await stages[stage]();
    const why = refused(at, action);
    at.session.stop('operator');
    expect(why?.replaceAll('’', "'")).toBe(sentence);
  });
});

describe('what Enter does', () => {
  it.each<[Stage, string | undefined]>([
    ['start', 'asks you to sign that it is so, or why not'],
    ['asked', 'opens the questions'],
    ['ready', 'runs kubectl get deployment -n … on teei-prod/teei-production'],
    ['approval', 'opens the approval, which another person gives'],
    ['choice', 'opens the choices'],
    ['running', undefined],
    ['ended', 'leaves; the log stays where it is'],
    ['failed', 'opens the ways on: run it again, roll back with rollback, go on, go back, end'],
    ['interrupted', 'asks what happened: it was done, it failed, or run it again'],
  ])('is said at %s', async (stage, does) => {
    const { session } = await stages[stage]();
    const said = enterDoes(session, situationOf(session))?.does;
    session.stop('operator');
    expect(said).toBe(does);
  });

  it('is nothing behind the last step, until its end is written', async () => {
    const { session } = await openSession({ text: '- [ ] Done\n' });
    const said: (string | undefined)[] = [];
    session.subscribe({
      onRecord: () => {
        if (session.current === undefined) said.push(enterDoes(session, situationOf(session))?.short);
      },
    });
    await attestCurrent(session, { decision: 'yes' });
    expect(said[0]).toBeUndefined();
    expect(said.at(-1)).toBe('leave');
  });

  it('quotes no more of an action than its beginning', async () => {
    const path = `/${'far/'.repeat(40)}`;
    const keep = yamlStep('kind: action', 'id: keep', 'action: file.keep', `with: { path: ${path} }`);
    const { session } = await openSession({ text: keep });
    const does = enterDoes(session, situationOf(session))?.does ?? '';
    expect(does).not.toContain('far/far');
    expect(does.length).toBeLessThan(120);
  });

  it('is to ask first, where production would change', async () => {
    const { session } = await walkTo(await openDeploy({ scripts: working }), 'apply');
    const ready = situationOf(session);
    expect(enterDoes(session, ready, false)?.does).toMatch(
      /^asks you to type the namespace, then runs kubectl apply/,
    );
    expect(enterDoes(session, ready, true)?.does).toMatch(/^asks you to confirm, then runs kubectl apply/);
  });
});

describe('the key bar', () => {
  it.each(stageNames)('offers nothing that would be refused, and always help (%s)', async (stage) => {
    const { session } = await stages[stage]();
    const situation = situationOf(session);
    const offered = barActions(session, situation, initialNotebookState).map(({ action }) => action);
    const refusals = offered.filter((action) => whyNot(action, session, situation) !== undefined);
    session.stop('operator');
    expect(refusals).toEqual([]);
    expect(offered).toContain('help');
  });

  it('offers to hand over wherever the session waits', async () => {
    for (const stage of ['start', 'asked', 'ready', 'approval', 'choice', 'failed', 'interrupted'] as const) {
      const { session } = await stages[stage]();
      const offered = barActions(session, situationOf(session), initialNotebookState);
      expect(offered.map(({ action }) => action)).toContain('hand-over');
    }
  });

  it('leads around where another step is looked at, and decides nothing there', async () => {
    const { session } = await stages.ready();
    const offered = barActions(session, situationOf(session), initialNotebookState, false);
    const first = offered.map(({ action }) => action).slice(0, 6);
    expect(first).toEqual(['act', 'next-step', 'previous-step', 'fold', 'next-section', 'previous-section']);
    expect(offered.map(({ action }) => action)).not.toContain('skip');
  });

  it.each(stageNames)('shows the way out at every width (%s)', async (stage) => {
    const at = await stages[stage]();
    const inputs = stageInputs(at);
    for (const enterActs of [true, false]) {
      for (let columns = 60; columns <= 200; columns += 7) {
        const actions = barActions(at.session, inputs.situation, initialNotebookState, enterActs);
        const bar = plainText(inputs.keyBar(actions, columns));
        expect(bar).toMatch(at.session.running ? /\^C interrupt$/ : /q leave$/);
      }
    }
    at.session.stop('operator');
  });

  it('says that Enter goes back, where another step is looked at', async () => {
    const { session } = await stages.ready();
    const [act] = barActions(session, situationOf(session), initialNotebookState, false);
    expect(act).toEqual({ action: 'act', title: 'current step' });
  });
});

describe('danger', () => {
  it('is a change of production, or what wants to be confirmed', async () => {
    const { session } = await openDeploy();
    const dangerous = session.track.filter((planned) => isDangerous(session, planned)).map(({ id }) => id);
    expect(dangerous).toEqual(['apply']);
    const elsewhere = await openDeploy({ production: false });
    const [apply] = elsewhere.session.track.filter(({ id }) => id === 'apply');
    expect(apply && changesProduction(elsewhere.session, apply)).toBe(false);
    expect(apply && isDangerous(elsewhere.session, apply)).toBe(true);
  });
});

describe('the list to jump in', () => {
  it('holds every step with where it stands', async () => {
    const { session } = await stages.ready();
    const items = jumpItems(session);
    expect(items).toHaveLength(13);
    expect(items[5]).toEqual({ id: 'save', text: '▸ 6 Save the current state', detail: 'save, to do' });
  });
});
