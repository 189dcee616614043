import type { CheckResult } from '../../checks/define-check.ts';
import type { Target } from '../../checks/targets.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { Evidence } from '../../outcome.ts';
import { foreignLines, type ObjectChange } from './changes.ts';
import type { Restored } from './restore-object.ts';

const check = 'snapshot.restore';

export interface Restoring {
  readonly restored: readonly Restored[];
  /** How many objects were to be restored. */
  readonly all: number;
  /** Deployments that are not as in the snapshot although they were restored, one line each. */
  readonly wrong: readonly string[];
  readonly takenAt: string;
  /** What others had changed, and is overwritten. */
  readonly foreign: readonly ObjectChange[];
  /** The services of the inventory. */
  readonly targets: readonly Target[];
}

/** Nothing was restored, because others have changed what would be overwritten. */
export function refused(
  foreign: readonly ObjectChange[],
  takenAt: string,
  targets: readonly Target[],
): CheckResult {
  const names = foreign.map(({ title }) => title).join(', ');
  return {
    verdict: 'fail',
    summary: `nothing was restored: others have changed ${names} since the snapshot of ${takenAt}`,
    evidence: [
      {
        check,
        result: 'fail',
        what: `the snapshot of ${takenAt}`,
        expected: 'changes of this program alone since then',
        observed: `${String(foreign.length)} object${foreign.length === 1 ? '' : 's'} changed by others`,
        next: 'Ask who made these changes and whether they may go; then go back and choose to overwrite them, or roll back other services only',
        details: takeovers(foreign),
      },
    ],
    failing: targets
      .filter(({ deployment }) => foreign.some(({ title }) => title === `Deployment ${deployment}`))
      .map(({ service }) => service),
  };
}

/** What became of each object. */
export function restoredResult(restoring: Restoring): CheckResult {
  const { restored, all, wrong, takenAt, foreign } = restoring;
  const changed = restored.filter(({ result }) => result === 'applied' || result === 'replaced');
  const bad = restored.filter(({ result }) => result === 'failed' || result === 'differs');
  const left = all - restored.length;
  const good = bad.length === 0 && wrong.length === 0 && left === 0;
  const evidence: Evidence = {
    check,
    result: good ? 'pass' : 'fail',
    what: `the snapshot of ${takenAt}`,
    expected: `${String(all)} objects as they were`,
    observed: `${String(changed.length)} restored, ${String(restored.length - changed.length - bad.length)} unchanged, ${String(bad.length)} failed${left === 0 ? '' : `, ${String(left)} not reached`}`,
    details: [
      ...[...bad, ...changed].flatMap(({ title, result, details }) => [
        `${title}: ${result}`,
        ...details.map((line) => `  ${line}`),
      ]),
      ...wrong.map((line) => `not as in the snapshot: ${line}`),
      ...(foreign.length === 0 ? [] : ['taken over from others, and kept in overwritten.yaml of this step:']),
      ...takeovers(foreign),
    ],
    ...(good
      ? {}
      : { next: 'Read what failed, correct it and restore again: what is restored already stays so' }),
  };
  const summary = good
    ? `${String(changed.length)} of ${String(all)} objects restored to the snapshot of ${takenAt}, the others were unchanged`
    : `not restored to the snapshot of ${takenAt}: ${evidence.observed}`;
  const failing = failingOf(bad, restoring.targets);
  return {
    verdict: good ? 'pass' : 'fail',
    summary,
    evidence: [evidence],
    ...(failing.length === 0 ? {} : { failing }),
  };
}

function failingOf(bad: readonly Restored[], targets: readonly Target[]): readonly string[] {
  return targets
    .filter(({ deployment }) => bad.some(({ manifest }) => nameOf(manifest) === deployment))
    .map(({ service }) => service);
}

function takeovers(foreign: readonly ObjectChange[]): readonly string[] {
  return foreign.flatMap((change) => [change.title, ...foreignLines(change).map((line) => `  by ${line}`)]);
}
