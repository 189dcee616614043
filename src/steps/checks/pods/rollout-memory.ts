import { formatDuration } from '../../../runbook/values/duration.ts';
import type { FollowedView, NamespaceState } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';
import { judgeRollout } from './judge-rollout.ts';
import type { RolloutWait } from './rollout-options.ts';
import { isOver } from './rollout-phase.ts';
import type { ServiceRollout } from './rollout.ts';
import type { KnownTarget } from './target-kinds.ts';
import { findWorkload, workloadKey } from './workload.ts';

export interface RolloutMemory {
  rollouts(targets: readonly KnownTarget[], state: NamespaceState): readonly ServiceRollout[];
  decide(view: FollowedView, rollouts: readonly ServiceRollout[]): 'complete' | 'failed' | undefined;
  /** How long all have stayed complete, where they are to stay so: else nobody knows what is waited for. */
  staying(): string | undefined;
}

/**
 * Judges states, remembering how long findings have lasted, since when all is complete, and which pod templates are
 * being rolled out. `spent`: milliseconds since the beginning, by our own clock.
 */
export function rememberRollouts(
  wait: Pick<RolloutWait, 'zeroExpected' | 'stableFor' | 'pins'>,
  spent: () => number,
): RolloutMemory {
  const firstSeen = new Map<string, number>();
  const pins = new Map(wait.pins);
  let completeSince: number | undefined;
  const age = (finding: Finding): number => {
    const seen = firstSeen.get(finding.key) ?? spent();
    firstSeen.set(finding.key, seen);
    return spent() - seen;
  };
  const rules = { zeroExpected: wait.zeroExpected, age, pinned: (key: string) => pins.get(key) };
  return {
    rollouts: (targets, state) =>
      targets.map(({ service, deployment: name, kind }) => {
        const template = findWorkload({ kind, name }, state)?.object.template;
        const key = workloadKey(kind, name);
        if (template !== undefined && !pins.has(key)) pins.set(key, template);
        return { service, rollout: judgeRollout(name, state, rules, kind) };
      }),
    decide: (view, rollouts) => {
      if (view.state === undefined) return undefined;
      if (rollouts.some(({ rollout }) => isOver(rollout))) return 'failed';
      // While the server is in trouble the state is old: nothing passes by it.
      const complete =
        view.trouble === undefined && rollouts.every(({ rollout }) => rollout.phase === 'complete');
      completeSince = complete ? (completeSince ?? spent()) : undefined;
      return completeSince !== undefined && spent() - completeSince >= wait.stableFor
        ? 'complete'
        : undefined;
    },
    staying: () => {
      if (completeSince === undefined || wait.stableFor === 0) return undefined;
      const stayed = Math.floor((spent() - completeSince) / 1000) * 1000;
      return `steady for ${formatDuration(stayed)} of ${formatDuration(wait.stableFor)}`;
    },
  };
}
