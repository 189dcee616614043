import type { RunContext } from '../../context.ts';
import { missing } from '../answers.ts';
import type { CheckResult } from '../define-check.ts';
import { type Bound, figureText, resolveBounds } from './bounds.ts';
import type { QueryArgs } from './query-keys.ts';
import { readSamples, type Sample } from './samples.ts';
import { askPrometheus } from './source.ts';

/** The traffic behind figures, by the value of their label; the only figure's is under `undefined`. */
export interface Traffic {
  readonly bound: Bound;
  readonly unit: string;
  readonly rates: ReadonlyMap<string | undefined, number>;
}

export type AskedTraffic =
  | { readonly kind: 'known'; readonly traffic: Traffic | undefined }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

/** Asks how much traffic there is, where the check wants to know. */
export async function askTraffic(check: string, args: QueryArgs, context: RunContext): Promise<AskedTraffic> {
  const wanted = args['min-traffic'];
  if (wanted === undefined) return { kind: 'known', traffic: undefined };
  const resolved = resolveBounds({ min: wanted['at-least'] }, context);
  const [bound] = resolved.kind === 'known' ? resolved.bounds : [];
  if (bound === undefined) {
    const result = missing(
      check,
      `the threshold ${String(wanted['at-least'])} in platform.yaml`,
      'it is not there',
    );
    return { kind: 'unanswered', result };
  }
  const asked = await askPrometheus(check, args, '/api/v1/query', { query: wanted.query }, context);
  if (asked.kind === 'unanswered') return asked;
  const read = readSamples(asked.data);
  const samples = read.kind === 'samples' ? read.samples : [];
  return { kind: 'known', traffic: { bound, unit: wanted.unit, rates: ratesOf(samples, args['for-each']) } };
}

function ratesOf(samples: readonly Sample[], label: string | undefined): Traffic['rates'] {
  if (label !== undefined) return new Map(samples.map(({ labels, value }) => [labels[label], value]));
  // Several series would leave open which of them is behind the figure.
  const [only, ...others] = samples;
  return new Map(only === undefined || others.length > 0 ? [] : [[undefined, only.value]]);
}

/** Why there is too little traffic to say anything; undefined: there is enough. No figure of it is too little. */
export function tooLittle(traffic: Traffic | undefined, key: string | undefined): string | undefined {
  if (traffic === undefined) return undefined;
  const { bound, unit, rates } = traffic;
  const rate = rates.get(key);
  if (rate !== undefined && rate >= bound.value) return undefined;
  const observed = rate === undefined ? 'nothing is known of its traffic' : figureText(rate, unit);
  return `${observed}, where less than ${figureText(bound.value, unit)} says nothing`;
}
