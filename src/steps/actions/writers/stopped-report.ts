import type { CheckResult } from '../../checks/define-check.ts';
import type { Evidence } from '../../outcome.ts';
import { beforeText } from './mark.ts';
import { isStill, type StillWriting } from './still-writing.ts';
import type { Turned } from './turn.ts';

/** What was stopped, and what was not. */
export interface Stopped {
  readonly turned: readonly Turned[];
  /** Deployments that were asked for and are not there. */
  readonly absent: readonly string[];
  /** Undefined: it could not be seen. */
  readonly left: StillWriting | undefined;
  /** The file that says how everything was before. */
  readonly kept: string;
}

const next =
  'Find out why, then run the step again: how it was before is kept. To give up, start the writers again';

/** The answer of writers.stop: it passes only if everything was stopped and nothing is left that writes. */
export function reportStopped({ turned, absent, left, kept }: Stopped): CheckResult {
  const failed = turned.flatMap((one) => (one.result === 'failed' ? [one] : []));
  const good = failed.length === 0 && absent.length === 0 && left !== undefined && isStill(left);
  const stopped = `${String(turned.length - failed.length)} stopped`;
  const problems = [
    ...failed.map(({ writer, error }) => `${writer.kind} ${writer.name} was not stopped: ${error.message}`),
    ...absent.map((name) => `there is no Deployment ${name}`),
    ...(left === undefined ? ['what still runs could not be seen'] : stillText(left)),
  ];
  const evidence: Evidence = {
    check: 'writers.stop',
    result: good ? 'pass' : 'fail',
    what: 'what writes to the database',
    where: kept,
    expected: 'stopped, with no pod and no Job left',
    observed: good ? stopped : [stopped, ...problems].join('; '),
    details: [
      ...turned.map(({ writer }) => `${writer.kind} ${writer.name}: ${beforeText(writer)}`),
      'An autoscaler leaves a Deployment alone that is scaled to zero.',
      ...(left === undefined || left.others.length === 0
        ? []
        : [`Runs on, and was not to be stopped: ${left.others.join(', ')}`]),
    ],
    ...(good ? {} : { next }),
  };
  const summary = good
    ? `${String(turned.length)} stopped, nothing writes; how they were is kept in ${kept}`
    : `not everything has stopped: ${problems.join('; ')}`;
  return { verdict: good ? 'pass' : 'fail', summary, evidence: [evidence] };
}

function stillText({ pods, jobs }: StillWriting): readonly string[] {
  return [
    ...(pods.length === 0 ? [] : [`still running, and may write: ${pods.join(', ')}`]),
    ...(jobs.length === 0 ? [] : [`Jobs still at work: ${jobs.join(', ')}`]),
  ];
}
