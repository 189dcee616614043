import { unreachable } from '../../../problem/problem.ts';
import { visibleText } from '../../../problem/visible-text.ts';
import { resolveCurrent, stopSurvivor } from '../../../session/engine/reconcile.ts';
import { servicesAlone } from '../../describe/services-alone.ts';
import type { Menu, MenuItem } from '../../form/form.ts';
import type { ActionId } from '../../keymap/actions.ts';
import type { Situation } from '../../situation.ts';
import { line } from '../../text/line.ts';
import type { PerformContext, Performed } from './context.ts';
import { requiredText } from './fields.ts';
import { cancelled, stay } from './outcome.ts';

type Stuck = Extract<Situation, { situation: 'failed' | 'inconclusive' | 'interrupted' }>;

/** Where a step did not simply pass: shows the ways on, and gives the action that was chosen. */
export async function chooseWay(context: PerformContext, stuck: Stuck): Promise<ActionId | undefined> {
  const ways = waysOf(stuck);
  const chosen = await context.dialogs.menu(menuOf(context, stuck, ways));
  return ways.find(({ action }) => action === chosen)?.action;
}

interface Way {
  readonly action: ActionId;
  readonly label: string;
  readonly hint?: string;
}

function menuOf({ session }: PerformContext, stuck: Stuck, ways: readonly Way[]): Menu {
  const items: readonly MenuItem[] = ways.map(({ action, label, hint }) => ({
    id: action,
    label,
    ...(hint === undefined ? {} : { hint }),
  }));
  return {
    title: `${headline(stuck)}: ${session.current?.step.title ?? ''}`,
    body: summaryOf(session).map((text) => line(visibleText(text))),
    items,
    danger: false,
    cancel: 'Look first',
  };
}

function headline(stuck: Stuck): string {
  switch (stuck.situation) {
    case 'failed':
      return 'It failed';
    case 'inconclusive':
      return 'It is not clear';
    case 'interrupted':
      return stuck.alive ? 'It was interrupted, and its command still runs' : 'It was interrupted';
    default:
      return unreachable(stuck);
  }
}

function summaryOf(session: PerformContext['session']): readonly string[] {
  const planned = session.current;
  if (planned === undefined) return [];
  const { status } = session.stepState(planned.id);
  return 'summary' in status && status.summary !== '' ? [status.summary] : [];
}

const run: Way = { action: 'run', label: 'Run it again' };
const ask: Way = { action: 'run', label: 'Ask again' };
const leaving: Way = { action: 'leave', label: 'Pause and leave', hint: 'it can be resumed' };
const skipping: Way = { action: 'skip', label: 'Skip it …', hint: 'you say why' };
const said: readonly Way[] = [
  { action: 'resolve-done', label: 'It was done …', hint: 'you say how you know' },
  { action: 'resolve-failed', label: 'It failed …', hint: 'you say how you know' },
];

function waysOf(stuck: Stuck): readonly Way[] {
  switch (stuck.situation) {
    case 'failed':
      return [
        stuck.asks === undefined ? run : ask,
        ...(stuck.branch === undefined ? [] : rollingBack(stuck.branch, stuck.alone)),
        ...(stuck.mayContinue ? [{ action: 'continue', label: 'Go on although it failed …' } as const] : []),
        { action: 'back', label: 'Back to an earlier step …' },
        { action: 'give-up', label: 'End the session as failed …' },
        { action: 'abort', label: 'Abort the session …' },
        leaving,
      ];
    case 'inconclusive':
      return [run, ...said, ...(stuck.maySkip ? [skipping] : []), leaving];
    case 'interrupted':
      return stuck.alive
        ? [
            { action: 'stop', label: 'Stop its command' },
            { ...leaving, label: 'Leave, and let it end' },
          ]
        : [...said, run, leaving];
    default:
      return unreachable(stuck);
  }
}

/** That service alone comes first: it harms least. */
function rollingBack(branch: string, alone: readonly string[]): readonly Way[] {
  const whole: Way = { action: 'roll-back', label: `Roll back with the runbook ${branch} …` };
  if (alone.length === 0) return [whole];
  return [
    { action: 'roll-back-only', label: `Roll back ${servicesAlone(alone)} …`, hint: `with ${branch}` },
    { ...whole, label: 'Roll back everything …', hint: `with ${branch}` },
  ];
}

/** Records what a person says about a step whose end nobody saw. */
export async function resolve(context: PerformContext, resolution: 'done' | 'failed'): Promise<Performed> {
  const filled = await context.dialogs.form({
    title: resolution === 'done' ? 'It was done' : 'It failed',
    body: [line('Look at the system itself first: the log keeps what you say as your word.')],
    fields: [requiredText('reason', 'How you know', 'Say how you know: it goes into the log.')],
    submit: resolution === 'done' ? 'Sign: it was done' : 'Sign: it failed',
    danger: true,
  });
  if (filled.filled === 'cancelled') return cancelled;
  const reason = (filled.values['reason'] ?? '').trim();
  return stay(resolveCurrent(context.session, { resolution, reason }));
}

/** Runs a step again whose end nobody saw. */
export function retryUnclear({ session }: PerformContext): Promise<Performed> {
  return stay(resolveCurrent(session, { resolution: 'retry', reason: '' }));
}

/** Stops the command that an earlier run left behind, or the one that runs. */
export async function stop({ session }: PerformContext): Promise<Performed> {
  if (session.running) session.stop('operator');
  else await stopSurvivor(session);
  return cancelled;
}
