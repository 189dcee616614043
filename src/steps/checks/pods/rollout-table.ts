import { formatDuration } from '../../../runbook/values/duration.ts';
import type { Progress, ProgressRow } from '../../context.ts';
import { recentSamples } from '../recent-samples.ts';
import { phaseState } from './rollout-phase.ts';
import type { ServiceRollout } from './rollout.ts';

/** Milliseconds between two samples of what is ready. */
const sampleEvery = 1000;

/** A row of the live table. */
export interface RolloutRow extends ServiceRollout {
  readonly wave?: number;
  /** The revision that it was at before, where that is another one. */
  readonly before?: string;
  /** What is said in place of the rollout's own state, when that is not all there is to it. */
  readonly says?: { readonly state: ProgressRow['state']; readonly words: string };
}

export type RolloutTable = (rows: readonly RolloutRow[], remark: string | undefined) => Progress;

/**
 * A live table that remembers since when each service is in its state. `spent`: milliseconds since the beginning;
 * `remark` is said beside the count.
 */
export function rolloutTable(spent: () => number): RolloutTable {
  const entered = new Map<string, { readonly words: string; readonly at: number }>();
  const samples = recentSamples(sampleEvery);
  const lasted = (service: string, words: string): number => {
    const known = entered.get(service);
    if (known?.words === words) return spent() - known.at;
    entered.set(service, { words, at: spent() });
    return 0;
  };
  return (rows, remark) => {
    const ready = rows.reduce((sum, { rollout }) => sum + rollout.ready, 0);
    const desired = rows.reduce((sum, { rollout }) => sum + rollout.desired, 0);
    const waves = rows.some(({ wave }) => wave !== undefined);
    return {
      summary: summaryOf(rows, spent(), remark),
      trend: { label: 'ready pods', unit: `of ${String(desired)}`, values: samples(ready, spent()) },
      // What tells the most comes first: a narrow screen leaves out the last ones.
      columns: [...(waves ? ['wave'] : []), 'ready', 'state', 'for', 'revision', 'restarts'],
      rows: rows.map((row) => tableRow(row, waves, lasted)),
    };
  };
}

function summaryOf(rows: readonly RolloutRow[], elapsed: number, remark: string | undefined): string {
  const done = rows.filter((row) => stateOf(row) === 'good').length;
  const time = formatDuration(Math.floor(elapsed / 1000) * 1000);
  const summary = `${String(done)} of ${String(rows.length)} rolled out, ${time}`;
  return remark === undefined ? summary : `${summary}; ${remark}`;
}

function stateOf({ says, rollout }: RolloutRow): ProgressRow['state'] {
  return says?.state ?? phaseState(rollout.phase);
}

function tableRow(
  row: RolloutRow,
  waves: boolean,
  lasted: (service: string, words: string) => number,
): ProgressRow {
  const { service, rollout, wave, before } = row;
  const words = wordsOf(row);
  const now = rollout.revision ?? '-';
  return {
    name: service,
    state: stateOf(row),
    cells: [
      ...(waves ? [wave === undefined ? '-' : String(wave)] : []),
      `${String(rollout.ready)}/${String(rollout.desired)}`,
      words,
      ageText(lasted(service, words)),
      before === undefined || before === now ? now : `${before} → ${now}`,
      String(rollout.restarts),
    ],
  };
}

/** What is wrong with its pods says more than how many there are. */
function wordsOf({ says, rollout }: RolloutRow): string {
  if (says !== undefined) return says.words;
  const worst = rollout.findings[0];
  const telling = worst !== undefined && worst.reason !== 'Starting';
  const ownWords = ['complete', 'superseded', 'paused', 'missing', 'stopped'].includes(rollout.phase);
  return telling && !ownWords ? worst.reason : rollout.short;
}

/** A time to its largest unit. */
function ageText(milliseconds: number): string {
  return /^\d+[a-z]+/.exec(formatDuration(Math.floor(milliseconds / 1000) * 1000))?.[0] ?? '0s';
}
