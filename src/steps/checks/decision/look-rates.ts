import { servicesOf } from '../../../runbook/services.ts';
import type { RunContext } from '../../context.ts';
import type { CheckResult } from '../define-check.ts';
import type { QueryArgs } from '../prom/query-keys.ts';
import { readSamples } from '../prom/samples.ts';
import { type Figure, figuresOf } from '../prom/series.ts';
import { askPrometheus } from '../prom/source.ts';
import { askTraffic, tooLittle, type Traffic } from '../prom/traffic.ts';
import type { Known } from './facts.ts';

/** Percent of all requests that fail. No series, NaN and too little traffic are not known. */
export async function lookAtRate(
  check: string,
  args: QueryArgs,
  context: RunContext,
): Promise<Known<number>> {
  const asked = await figures(check, { ...args, 'for-each': undefined }, context);
  if (asked.kind === 'unknown') return asked;
  const [figure] = asked.value.figures;
  if (figure === undefined) return { kind: 'unknown', observed: 'no series' };
  const little = tooLittle(asked.value.traffic, figure.key);
  if (little !== undefined) return { kind: 'unknown', observed: `too little traffic: ${little}` };
  if (!Number.isFinite(figure.value)) return { kind: 'unknown', observed: figure.text };
  return { kind: 'known', value: figure.value };
}

/**
 * Percent for each service, by the inventory's names. One with too little traffic or no number is left out:
 * its health and its pods say how it is.
 */
export async function lookAtRates(
  check: string,
  args: QueryArgs,
  context: RunContext,
): Promise<Known<ReadonlyMap<string, number>>> {
  const asked = await figures(check, { ...args, 'for-each': args['for-each'] ?? 'service' }, context);
  if (asked.kind === 'unknown') return asked;
  const { traffic } = asked.value;
  const services = servicesOf(context.inventory, context.environment);
  const nameOf = (key: string): string => services.find(({ deployment }) => deployment === key)?.name ?? key;
  const known = asked.value.figures.flatMap(({ key, value }) =>
    key === undefined || !Number.isFinite(value) || tooLittle(traffic, key) !== undefined
      ? []
      : [[nameOf(key), value] as const],
  );
  return { kind: 'known', value: new Map(known) };
}

interface Asked {
  readonly figures: readonly Figure[];
  readonly traffic: Traffic | undefined;
}

async function figures(check: string, args: QueryArgs, context: RunContext): Promise<Known<Asked>> {
  const asked = await askPrometheus(check, args, '/api/v1/query', { query: args.query }, context);
  if (asked.kind === 'unanswered') return unknown(asked.result);
  const traffic = await askTraffic(check, args, context);
  if (traffic.kind === 'unanswered') return unknown(traffic.result);
  const read = readSamples(asked.data);
  if (read.kind === 'other') return { kind: 'unknown', observed: `a ${read.type}` };
  const found = figuresOf(read.samples, args.name, args['for-each']);
  if (found.kind === 'none') return { kind: 'unknown', observed: found.observed };
  return { kind: 'known', value: { figures: found.figures, traffic: traffic.traffic } };
}

function unknown({ summary, evidence: [first] }: CheckResult): Known<never> {
  return { kind: 'unknown', observed: summary, ...(first.next === undefined ? {} : { next: first.next }) };
}
