import type { Progress } from '../../context.ts';
import type { NamespaceState } from '../../ports/cluster.ts';
import { judgeRollout } from '../../checks/pods/judge-rollout.ts';
import { type RolloutRow, rolloutTable } from '../../checks/pods/rollout-table.ts';
import type { ServiceRollout } from '../../checks/pods/rollout.ts';
import { findWorkload, workloadKey } from '../../checks/pods/workload.ts';
import { type Wave, waveName } from './plan-waves.ts';

/** The live table of all waves: one row for each workload, whatever its wave is doing. */
export interface WaveTable {
  /** Takes what is seen of the namespace in. The first time says which revisions there were before. */
  see(state: NamespaceState): void;
  /** `doing`: what is done with the wave in hand, where that is not its rollout. `at`: its place among the waves. */
  show(at: number, doing: string | undefined, remark?: string, judged?: readonly ServiceRollout[]): void;
}

/** `spent`: milliseconds since the beginning. */
export function waveTable(
  waves: readonly Wave[],
  spent: () => number,
  progress: (progress: Progress) => void,
): WaveTable {
  const table = rolloutTable(spent);
  const before = new Map<string, string>();
  const latest = new Map<string, ServiceRollout>();
  const targets = waves.flatMap((wave) => wave.targets);
  return {
    see: (state) => {
      const first = latest.size === 0;
      for (const { service, deployment: name, kind } of targets) {
        // What is not followed now is not gone.
        if (findWorkload({ kind, name }, state) === undefined && !first) continue;
        const rollout = judgeRollout(name, state, { zeroExpected: true, age: () => 0 }, kind);
        latest.set(workloadKey(kind, name), { service, rollout });
        if (first && rollout.revision !== undefined) before.set(workloadKey(kind, name), rollout.revision);
      }
    },
    show: (at, doing, remark, judged = []) => {
      for (const one of judged) latest.set(workloadKey(one.rollout.kind, one.rollout.workload), one);
      const rows = waves.flatMap((wave, index) =>
        wave.targets.flatMap(({ deployment, kind }): readonly RolloutRow[] => {
          const key = workloadKey(kind, deployment);
          const known = latest.get(key);
          if (known === undefined) return [];
          const was = before.get(key);
          const says = saysOf(Math.sign(index - at), doing, known);
          return [
            {
              ...known,
              wave: wave.number,
              ...(was === undefined ? {} : { before: was }),
              ...(says === undefined ? {} : { says }),
            },
          ];
        }),
      );
      const wave = waves[at];
      const which = wave === undefined ? '' : waveName(wave);
      const what = doing === undefined ? which : `${which}: ${doing}`;
      progress(table(rows, [what, remark].filter(Boolean).join('; ')));
    },
  };
}

/** A service whose turn has not come is waiting, however well its old pods are. `turn`: -1 past, 0 now, 1 to come. */
function saysOf(turn: number, doing: string | undefined, { rollout }: ServiceRollout): RolloutRow['says'] {
  if (turn > 0) return { state: 'waiting', words: 'not yet' };
  if (rollout.phase !== 'complete') return undefined;
  if (turn < 0) return { state: 'good', words: 'verified' };
  return doing === undefined ? undefined : { state: 'working', words: doing };
}
