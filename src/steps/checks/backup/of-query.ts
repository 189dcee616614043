import type { RunContext } from '../../context.ts';
import { readSamples } from '../prom/samples.ts';
import { askPrometheus, type Source } from '../prom/source.ts';
import type { NewestBackup } from './newest-backup.ts';

/** Times before this are no times of a backup: an exporter that has not seen one yet says 0. */
const earliest = Date.UTC(2010, 0, 1);

/**
 * The time that a query of Prometheus gives, in seconds since 1970; of several series the newest. Nothing, zero and NaN
 * mean that no backup is known.
 */
export async function newestOfQuery(
  check: string,
  query: string,
  source: Source,
  context: RunContext,
): Promise<NewestBackup> {
  const asked = await askPrometheus(check, source, '/api/v1/query', { query }, context);
  if (asked.kind === 'unanswered') return asked;
  const answer = readSamples(asked.data);
  const values = answer.kind === 'samples' ? answer.samples.map(({ value }) => value * 1000) : [];
  const at = Math.max(...values.filter((value) => Number.isFinite(value) && value >= earliest));
  if (!Number.isFinite(at)) {
    const next = 'Look whether the backup reports to Prometheus, and correct backup-query in platform.yaml';
    return {
      kind: 'none',
      source: 'Prometheus',
      observed: `${query} gives no time of a backup`,
      next,
    };
  }
  return { kind: 'known', at, now: context.ports.clock.now(), source: `Prometheus: ${query}`, details: [] };
}
