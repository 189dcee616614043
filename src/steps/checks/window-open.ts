import * as z from 'zod';
import type { Window } from '../../runbook/inventory.ts';
import type { Evidence } from '../outcome.ts';
import type { PreviewContext } from '../context.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { type Opening, windowState } from './window/window-state.ts';

const schema = z.strictObject({
  /** Passes either way and sets the value `window` to open or closed, for later steps to go by. */
  'report-only': z.boolean().default(false),
});

/** Verifies that a change may start now, by the deployment windows and freezes of the environment. */
export const windowOpen = defineCheck({
  name: 'window.open',
  summary: 'Verifies that now is within a deployment window of the environment, and nothing is frozen.',
  mode: 'look',
  needs: [],
  sets: ['window'],
  schema,
  example: { 'report-only': true },
  describe: (args, { environment }) =>
    `${args['report-only'] ? 'whether ' : ''}now is within a deployment window of ${environment.name}: ${allowed(environment.windows)}`,
  run: (args, context) => {
    const result = look(context, context.ports.clock.now());
    return Promise.resolve(args['report-only'] ? reported(result) : result);
  },
});

/** A closed window is then no failure but a fact. One that nobody can tell stays an error. */
function reported(result: CheckResult): CheckResult {
  if (result.verdict !== 'pass' && result.verdict !== 'fail') return result;
  const window = result.verdict === 'pass' ? 'open' : 'closed';
  const [first, ...rest] = result.evidence;
  return {
    verdict: 'pass',
    summary: `The deployment window is ${window}: ${result.summary}`,
    values: { window },
    evidence: [{ ...first, result: 'pass', expected: `${first.expected}, or an approval` }, ...rest],
  };
}

function look({ environment }: PreviewContext, now: number): CheckResult {
  const { windows, freezes, production, name } = environment;
  if (windows.length === 0 && (production || freezes.length > 0)) {
    return missing('window.open', `deployment windows for ${name} in platform.yaml`, 'none');
  }
  if (windows.length === 0) return answer('pass', 'any time', `${name} is not production and has no windows`);
  const state = windowState(windows, freezes, now);
  const expected = allowed(windows);
  switch (state.kind) {
    case 'open':
      return answer('pass', expected, `open until ${at(state.closes, state.window.zone)}`);
    case 'outside':
      return answer('fail', expected, `now is ${at(now, zoneOf(windows))}`, next(state.opens));
    case 'frozen': {
      const { from, to, reason } = state.freeze;
      return answer('fail', 'no freeze', `frozen from ${from} to ${to}: ${reason}`, next(state.opens));
    }
  }
}

function answer(result: 'pass' | 'fail', expected: string, observed: string, then?: string): CheckResult {
  const evidence: Evidence = {
    check: 'window.open',
    result,
    what: 'deployment window',
    expected,
    observed,
    ...(then === undefined ? {} : { next: then }),
  };
  const summary = [observed, ...(then === undefined ? [] : [then])].join('. ');
  return { verdict: result, summary, evidence: [evidence] };
}

function next(opens: Opening | undefined): string {
  return opens === undefined
    ? 'No window opens again'
    : `The next window opens on ${at(opens.at, opens.window.zone)}`;
}

function allowed(windows: readonly Window[]): string {
  if (windows.length === 0) return 'no windows are defined';
  return windows.map(({ days, from, to, zone }) => `${days.join(' ')} ${from}–${to} ${zone}`).join(', ');
}

function zoneOf(windows: readonly Window[]): string {
  return windows[0]?.zone ?? 'UTC';
}

/** Such as `Mon 2 Mar 2026, 09:00 Europe/Oslo`. */
function at(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')} ${zone}`;
}
