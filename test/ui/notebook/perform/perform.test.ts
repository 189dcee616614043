import { describe, expect, it } from 'vitest';
import type { PerformContext } from '../../../../src/ui/notebook/perform/context.ts';
import { perform } from '../../../../src/ui/notebook/perform/perform.ts';
import {
  codes,
  eventsOf,
  type Opened,
  openSession,
  onlyEvent,
} from '../../../fixtures/session/open-session.ts';
import { clusterPin } from '../../../fixtures/notebook/open-notebook.ts';
import { service } from '../../../fixtures/run-context.ts';
import { fakeCluster } from '../../../fixtures/session/fake-cluster.ts';
import { shellStep, yamlStep } from '../../../fixtures/session/plan.ts';
import { type Answer, scriptedDialogs } from '../../../fixtures/ui/scripted-dialogs.ts';

function contextOf({ session }: Opened, ...answers: readonly Answer[]) {
  const dialogs = scriptedDialogs(...answers);
  const context: PerformContext = {
    session,
    dialogs,
    terminal: {
      lend: () => Promise.reject(new Error('nobody lends the terminal here')),
      takeBack: () => Promise.resolve(),
    },
    consent: { given: false },
    idle: () => Promise.resolve(),
  };
  return { context, dialogs };
}

const item = '- [ ] Merged\n      <!-- step: { id: merged } -->\n- [ ] Done\n';
const change =
  shellStep('id: change, effect: change, on-failure: ask', 'x') + shellStep('id: next, effect: read', 'y');

describe('Enter', () => {
  it('runs a step that changes nothing at once', async () => {
    const opened = await openSession({ text: shellStep('id: look, effect: read', 'x'), scripts: { x: {} } });
    const { context } = contextOf(opened);
    expect(await perform(context, 'act')).toEqual({ ok: true, value: 'stay' });
    expect(opened.session.stepState('look').status.status).toBe('passed');
  });

  it('runs a change of production only after the namespace was typed, once', async () => {
    const two = change + shellStep('id: more, effect: change', 'x');
    const opened = await openSession({ text: two, scripts: { x: {}, y: {} }, production: true });
    const { context, dialogs } = contextOf(
      opened,
      'cancel',
      { fill: { namespace: 'teei' } },
      { choose: 'run' },
    );
    await perform(context, 'act');
    expect(opened.shell.runs).toHaveLength(0);
    await perform(context, 'act');
    await perform(context, 'act');
    await perform(context, 'act');
    expect(opened.shell.runs).toHaveLength(3);
    expect(dialogs.forms[1]).toMatchObject({ danger: true, submit: 'Run it' });
    const [field] = dialogs.forms[1]?.fields ?? [];
    expect(field?.check('production')).toMatch(/^That is not /);
    expect(dialogs.menus[0]).toMatchObject({ danger: true, cancel: 'Cancel' });
    expect(dialogs.menus[0]?.initial).toBeUndefined();
  });

  it('asks where the author wants a confirmation', async () => {
    const text = shellStep('id: drop, effect: change, confirm: true', 'x');
    const opened = await openSession({ text, scripts: { x: {} } });
    const { context } = contextOf(opened, 'cancel', { choose: 'run' });
    await perform(context, 'act');
    expect(opened.shell.runs).toHaveLength(0);
    await perform(context, 'act');
    expect(opened.shell.runs).toHaveLength(1);
  });

  it('opens the ways on where a step failed, and goes one', async () => {
    const opened = await openSession({ text: change, scripts: { x: { code: 1 }, y: {} } });
    const { context, dialogs } = contextOf(
      opened,
      { choose: 'continue' },
      { fill: { reason: 'known fault' } },
    );
    await perform(context, 'act');
    expect(opened.session.stepState('change').status.status).toBe('failed');
    await perform(context, 'act');
    expect(dialogs.menus[0]?.items.map(({ id }) => id)).toEqual([
      'run',
      'continue',
      'back',
      'give-up',
      'abort',
      'leave',
    ]);
    expect(onlyEvent(opened.journal, 'step.continued')).toMatchObject({
      reason: 'known fault',
      cause: 'person',
    });
  });

  it('offers to skip what is inconclusive, unless it is required', async () => {
    const offered = async (...more: readonly string[]): Promise<readonly string[]> => {
      const text = yamlStep('kind: verify', 'id: vault', 'check: vault.health', 'count: 1', ...more);
      const opened = await openSession({ text });
      const { context, dialogs } = contextOf(opened, 'cancel');
      await perform(context, 'act');
      expect(opened.session.stepState('vault').status.status).toBe('inconclusive');
      await perform(context, 'act');
      return dialogs.menus[0]?.items.map(({ id }) => id) ?? [];
    };
    const always = ['run', 'resolve-done', 'resolve-failed', 'leave'];
    expect(await offered('required: true')).toEqual(always);
    expect(await offered()).toEqual(always.toSpliced(3, 0, 'skip'));
  });

  it('offers to roll back the service that failed alone, and walks the runbook for it', async () => {
    const text = yamlStep(
      'kind: verify',
      'id: endpoints',
      'check: endpoints.ready',
      'on-failure: { runbook: rollback }',
      'count: 1',
    );
    const takes = '---\nparameters: { only: { type: list, values: services, default: "" } }\n---\n';
    const opened = await openSession({
      text,
      library: { rollback: takes + shellStep('id: undo, effect: read', 'echo "$ONLY"') },
      inventory: { services: [service('analytics'), service('reporting')] },
      facts: { cluster: clusterPin },
      ports: {
        cluster: fakeCluster({
          identity: () => Promise.resolve(clusterPin),
          endpoints: () =>
            Promise.resolve([
              { service: service('analytics').deployment, ready: 0, notReady: 1 },
              { service: service('reporting').deployment, ready: 1, notReady: 0 },
            ]),
        }),
      },
    });
    const { context, dialogs } = contextOf(opened, { choose: 'roll-back-only' }, { fill: { reason: 'ill' } });
    await perform(context, 'act');
    expect(onlyEvent(opened.journal, 'step.finished').failing).toEqual(['analytics']);
    await perform(context, 'act');
    expect(dialogs.menus[0]?.items.slice(1, 3).map(({ label }) => label)).toEqual([
      'Roll back analytics only …',
      'Roll back everything …',
    ]);
    expect(onlyEvent(opened.journal, 'branch.entered')).toMatchObject({
      branch: 'rollback',
      reason: 'ill',
      params: { only: 'analytics' },
    });
  });

  it('asks what an ask wants to know', async () => {
    const text = yamlStep(
      'kind: ask',
      'id: how',
      'question: How many?',
      'asks: { many: { type: integer, label: How many } }',
    );
    const opened = await openSession({ text });
    const { context, dialogs } = contextOf(opened, { fill: { many: '3' } });
    await perform(context, 'act');
    // Under the name that stands beside the field, not under its id.
    expect(dialogs.forms[0]?.fields[0]?.check('three')).toBe('`How many` must be a whole number.');
    expect(onlyEvent(opened.journal, 'step.answered').values).toEqual({ many: 3 });
  });

  it('leaves no session whose end is still being written', async () => {
    const opened = await openSession({ text: '- [ ] Done\n' });
    const { context, dialogs } = contextOf(opened, 'cancel');
    const early: ReturnType<typeof perform>[] = [];
    opened.session.subscribe({
      onRecord: () => {
        if (opened.session.current === undefined && early.length === 0) early.push(perform(context, 'act'));
      },
    });
    await perform(context, 'yes');
    expect(await Promise.all(early)).toEqual([{ ok: true, value: 'stay' }]);
    expect(dialogs.menus[0]?.title).toBe('Leave the session?');
    expect(await perform(context, 'act')).toEqual({ ok: true, value: 'leave' });
  });
});

describe('an item', () => {
  it('is ticked by a key, with the name of the operator', async () => {
    const opened = await openSession({ text: item });
    await perform(contextOf(opened).context, 'yes');
    expect(onlyEvent(opened.journal, 'signoff')).toMatchObject({ decision: 'yes', kind: 'attest' });
  });

  it('is refused with a reason only', async () => {
    const opened = await openSession({ text: item });
    const { context, dialogs } = contextOf(opened, 'cancel', { fill: { note: 'one is open' } });
    await perform(context, 'no');
    expect(eventsOf(opened.journal, 'signoff')).toEqual([]);
    await perform(context, 'no');
    expect(dialogs.forms[0]?.fields[0]?.check('  ')).toBeDefined();
    expect(onlyEvent(opened.journal, 'signoff')).toMatchObject({ decision: 'no', note: 'one is open' });
  });

  it('can’t be ticked where there is none', async () => {
    const opened = await openSession({ text: change, scripts: {} });
    expect(codes(await perform(contextOf(opened).context, 'yes'))).toEqual(['session/not-asked']);
  });
});

describe('leaving', () => {
  it('pauses the session, unless the operator stays', async () => {
    const opened = await openSession({ text: item });
    const { context } = contextOf(opened, 'cancel', { choose: 'leave' });
    expect(await perform(context, 'leave')).toEqual({ ok: true, value: 'stay' });
    expect(await perform(context, 'leave')).toEqual({ ok: true, value: 'leave' });
    expect(opened.session.state.phase.phase).toBe('paused');
  });

  it('hands the session over with a name', async () => {
    const opened = await openSession({ text: item });
    const { context, dialogs } = contextOf(opened, { fill: { to: 'rita', note: 'half done' } });
    expect(await perform(context, 'hand-over')).toEqual({ ok: true, value: 'leave' });
    expect(dialogs.forms[0]?.fields[0]?.check('')).toBeDefined();
    expect(onlyEvent(opened.journal, 'session.handed-over')).toMatchObject({ to: 'rita', note: 'half done' });
  });

  it('ends it as aborted with a reason', async () => {
    const opened = await openSession({ text: item });
    await perform(contextOf(opened, { fill: { reason: 'wrong version' } }).context, 'abort');
    expect(opened.session.state.phase).toEqual({
      phase: 'ended',
      outcome: 'aborted',
      reason: 'wrong version',
    });
  });
});

describe('reasons', () => {
  it('are asked for a skip, and empty ones are none', async () => {
    const opened = await openSession({ text: item });
    const { context, dialogs } = contextOf(opened, { fill: { reason: ' not for us ' } });
    await perform(context, 'skip');
    expect(dialogs.forms[0]?.fields[0]?.check('')).toBeDefined();
    expect(onlyEvent(opened.journal, 'step.skipped')).toMatchObject({ id: 'merged', reason: 'not for us' });
  });

  it('go with the way back, which names earlier steps only', async () => {
    const opened = await openSession({ text: item });
    await perform(contextOf(opened).context, 'yes');
    const { context, dialogs } = contextOf(opened, { fill: { reason: 'too early' } });
    await perform(context, 'back');
    expect(dialogs.forms[0]?.fields[0]).toMatchObject({ choices: ['merged'], initial: 'merged' });
    expect(onlyEvent(opened.journal, 'session.went-back')).toMatchObject({
      to: 'merged',
      reason: 'too early',
    });
  });

  it('are not asked for at the first step, where there is no way back', async () => {
    const opened = await openSession({ text: item });
    expect(codes(await perform(contextOf(opened).context, 'back'))).toEqual(['session/not-earlier']);
  });
});
