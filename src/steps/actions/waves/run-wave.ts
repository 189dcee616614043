import { unanswered } from '../../checks/answers.ts';
import type { CheckResult } from '../../checks/define-check.ts';
import { endpointsReady } from '../../checks/endpoints-ready.ts';
import { httpCheck } from '../../checks/http-check.ts';
import { awaitRollouts } from '../../checks/pods/follow-rollouts.ts';
import { rolloutResult } from '../../checks/pods/rollout-result.ts';
import type { ServiceRollout } from '../../checks/pods/rollout.ts';
import { workloadKey } from '../../checks/pods/workload.ts';
import type { RunContext } from '../../context.ts';
import { applyObjects, type Applied, isGood } from '../../manifest/apply-objects.ts';
import { templateDigest } from '../../manifest/template-digest.ts';
import type { Service } from '../../../runbook/inventory.ts';
import type { Cluster } from '../../ports/cluster.ts';
import { concludeApply } from '../apply/conclude.ts';
import type { Wave } from './plan-waves.ts';
import type { WaveTable } from './wave-table.ts';

/** Milliseconds between two looks at endpoints and health. */
const lookEvery = 1000;

export interface WaveRun {
  readonly check: string;
  readonly cluster: Cluster;
  readonly context: RunContext;
  readonly services: readonly Service[];
  readonly table: WaveTable;
  /** Milliseconds for one wave: applied, rolled out, reached and healthy. */
  readonly deadline: number;
  readonly stableFor: number;
  readonly samples: number;
}

/** What became of one wave. */
export type WaveEnd =
  | { readonly kind: 'verified'; readonly rollouts: readonly ServiceRollout[]; readonly changed: boolean }
  | { readonly kind: 'ended'; readonly result: CheckResult };

/** Applies a wave and verifies it: rolled out, endpoints ready, healthy. `at`: its place among the waves. */
export async function runWave(run: WaveRun, wave: Wave, at: number): Promise<WaveEnd> {
  const { cluster, context, table } = run;
  const { clock } = context.ports;
  const end = clock.monotonic() + BigInt(run.deadline) * 1_000_000n;
  const left = (): number => Number((end - clock.monotonic()) / 1_000_000n);
  table.show(at, 'applying');
  const onEach = ({ object }: Applied): void => table.show(at, 'applying', object.title);
  const applied = await applyObjects(cluster, wave.objects, context.signal, onEach, clock);
  if (applied.length < wave.objects.length || !applied.every(isGood)) {
    return { kind: 'ended', result: concludeApply(run.check, applied, wave.objects, run.services) };
  }
  const changed = applied.some(({ result }) => result !== 'unchanged');
  const rolled = await rollOut(run, wave, at, { applied, changed, deadline: left() });
  if ('result' in rolled) return { kind: 'ended', result: rolled.result };
  const reached = await untilWell(run, wave, at, left);
  return reached.verdict === 'pass'
    ? { kind: 'verified', rollouts: rolled.latest, changed }
    : { kind: 'ended', result: reached };
}

async function rollOut(
  run: WaveRun,
  wave: Wave,
  at: number,
  { applied, changed, deadline }: { applied: readonly Applied[]; changed: boolean; deadline: number },
): Promise<{ readonly latest: readonly ServiceRollout[] } | { readonly result: CheckResult }> {
  if (wave.targets.length === 0) return { latest: [] };
  const wait = {
    cluster: run.cluster,
    context: run.context,
    targets: wave.targets,
    deadline,
    // What was as approved already was verified when it was applied: the whole is looked at once more at the end.
    stableFor: changed ? run.stableFor : 0,
    zeroExpected: false,
    pins: pinsOf(wave, applied),
    tell: tellIn(run.table, at),
  };
  const end = await awaitRollouts(wait);
  if ('unanswered' in end) return { result: unanswered(run.check, end.unanswered) };
  if (end.kind === 'complete') return { latest: end.latest };
  return { result: await rolloutResult(wait, end) };
}

function tellIn(table: WaveTable, at: number) {
  return (
    rollouts: readonly ServiceRollout[],
    remark: string | undefined,
    state: Parameters<WaveTable['see']>[0] | undefined,
  ): void => {
    if (state !== undefined) table.see(state);
    table.show(at, undefined, remark, rollouts);
  };
}

/** The pod templates that were applied: a rollout of any other is somebody else's. */
function pinsOf({ targets }: Wave, applied: readonly Applied[]): ReadonlyMap<string, string> {
  return new Map(
    targets.flatMap(({ kind, deployment: name }) => {
      const { now } =
        applied.find(({ object: { planned } }) => planned.kind === kind && planned.name === name) ?? {};
      return now === undefined ? [] : [[workloadKey(kind, name), templateDigest(now)] as const];
    }),
  );
}

/** Looks at endpoints, then at health, until both are well or the time is over; then the last look speaks. */
async function untilWell(run: WaveRun, wave: Wave, at: number, left: () => number): Promise<CheckResult> {
  const { context, table } = run;
  if (wave.reachable.length === 0) return nothingToReach(run.check);
  for (;;) {
    table.show(at, 'endpoints');
    const endpoints = await endpointsReady.run({ services: wave.reachable }, context);
    if (endpoints.verdict === 'pass') table.show(at, 'health');
    const result =
      endpoints.verdict === 'pass'
        ? await httpCheck.run({ services: wave.reachable, samples: run.samples }, context)
        : endpoints;
    if (context.signal.aborted) return { ...result, verdict: 'inconclusive' };
    if (result.verdict === 'pass' || left() <= 0) return result;
    table.show(at, endpoints.verdict === 'pass' ? 'health' : 'endpoints', result.summary);
    await context.ports.clock.sleep(lookEvery, context.signal);
  }
}

function nothingToReach(check: string): CheckResult {
  const evidence = { check, what: 'Services', expected: 'none', observed: 'none' } as const;
  return { verdict: 'pass', summary: 'nothing to reach', evidence: [{ ...evidence, result: 'pass' }] };
}
