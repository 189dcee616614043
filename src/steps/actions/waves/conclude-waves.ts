import { formatDuration } from '../../../runbook/values/duration.ts';
import type { CheckResult } from '../../checks/define-check.ts';
import type { ServiceRollout } from '../../checks/pods/rollout.ts';
import type { Evidence } from '../../outcome.ts';
import { namesIn, type Wave, waveName, type WavePlan } from './plan-waves.ts';

/** A wave that is verified. */
export interface Verified {
  readonly wave: Wave;
  readonly rollouts: readonly ServiceRollout[];
  /** False: it was as approved already. */
  readonly changed: boolean;
}

export interface WavesTold {
  readonly check: string;
  readonly plan: WavePlan;
  readonly done: readonly Verified[];
  /** Milliseconds. */
  readonly took: number;
}

/** All waves are verified. */
export function allDone(told: WavesTold): CheckResult {
  const { check, plan, done, took } = told;
  const rows = [...done.flatMap((one) => verifiedRows(check, one)), ...leftRows(told)];
  const services = plan.waves.reduce((sum, wave) => sum + wave.services.length, 0);
  const waves = plan.waves.filter(({ number }) => number > 0).length;
  const [first, ...rest] = rows;
  const nothing = { check, what: 'waves', expected: 'some', observed: 'none' } as const;
  return {
    verdict: 'pass',
    summary: `${count(services, 'service')} as approved, rolled out and healthy, in ${count(waves, 'wave')}, ${tookText(took)}`,
    evidence: first === undefined ? [{ ...nothing, result: 'pass' }] : [first, ...rest],
    values: { 'waves-done': waves },
  };
}

/** One wave ended otherwise: what is known of it, what was verified before it, and what was not touched. */
export function endedAt(told: WavesTold, at: number, result: CheckResult): CheckResult {
  const { check, plan, done } = told;
  const wave = plan.waves[at];
  const untouched = plan.waves.slice(at + 1).flatMap(namesIn);
  const which = wave === undefined ? '' : `${waveName(wave)}: `;
  const rest =
    untouched.length === 0
      ? ''
      : ` Not touched: ${untouched.length > 3 ? count(untouched.length, 'service') : untouched.join(', ')}`;
  const [first, ...others] = result.evidence;
  return {
    ...result,
    summary: `${which}${rest === '' ? result.summary : sentence(result.summary)}${rest}`,
    evidence: [
      first,
      ...others,
      ...(untouched.length === 0 ? [] : [untouchedRow(check, untouched)]),
      ...done.flatMap((one) => verifiedRows(check, one)),
      ...leftRows(told),
    ],
    values: { 'waves-done': done.filter(({ wave: { number } }) => number > 0).length },
  };
}

function verifiedRows(check: string, { wave, rollouts, changed }: Verified): readonly Evidence[] {
  const how = changed ? '' : ', was so before';
  if (wave.number === 0 && rollouts.length === 0) {
    const observed = `${count(wave.objects.length, 'object')} as approved${how}`;
    return [{ check, result: 'pass', what: waveName(wave), expected: 'as approved', observed }];
  }
  return rollouts.map(({ service, rollout }) => ({
    check,
    result: 'pass',
    what: service,
    where: waveName(wave),
    expected: 'as approved, rolled out, reached and healthy',
    observed: `${String(rollout.ready)} of ${String(rollout.desired)} ready, revision ${rollout.revision ?? '?'}${how}`,
  }));
}

function untouchedRow(check: string, untouched: readonly string[]): Evidence {
  return {
    check,
    result: 'pass',
    what: 'later waves',
    expected: 'not touched',
    observed: `not touched: ${untouched.join(', ')}`,
  };
}

/** What was approved, but is of services that were not asked for. */
function leftRows({ check, plan }: WavesTold): readonly Evidence[] {
  const differing = plan.left.filter(({ planned, applied }) => planned.change !== 'none' && !applied);
  if (differing.length === 0) return [];
  return [
    {
      check,
      result: 'pass',
      what: 'services that were not asked for',
      expected: 'left as they are',
      observed: `${count(differing.length, 'approved object')} not applied`,
      details: differing.map(({ title }) => title),
    },
  ];
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function tookText(milliseconds: number): string {
  return formatDuration(Math.max(1000, Math.round(milliseconds / 1000) * 1000));
}

/** With one full stop at its end. */
function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
