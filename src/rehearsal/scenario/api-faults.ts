import type { Faults, RequestFault } from '../kubernetes/world.ts';
import type { ApiFaults, RequestRule } from './model.ts';

/** An API server whose faults can be exchanged while it serves. */
export interface ChangingFaults extends Faults {
  change(faults: ApiFaults): void;
}

/**
 * Faults by a counter, not by chance: of each hundred requests that meet a rule exactly its share is hit, in the same
 * places in each rehearsal. The first rule that hits decides.
 */
export function changingFaults(initial: ApiFaults): ChangingFaults {
  let watchLife = initial.watchLife;
  let rules = initial.requests.map(countingRule);
  return {
    onRequest: (method, path) => {
      const hits = rules.map((rule) => rule(method, path));
      return hits.find((hit) => hit !== undefined);
    },
    watchLife: () => watchLife,
    change: (faults) => {
      ({ watchLife } = faults);
      rules = faults.requests.map(countingRule);
    },
  };
}

type CountingRule = (method: string, path: string) => RequestFault | undefined;

function countingRule({ percent, methods, path: prefix, status, delay }: RequestRule): CountingRule {
  // In whole thousandths of a percent: a sum of fractions would lose a hit now and then.
  const share = Math.round(percent * 1000);
  const hitsOf = (requests: number): number => Math.floor((requests * share) / 100_000);
  let count = 0;
  return (method, path) => {
    if (methods !== undefined && !methods.includes(method)) return undefined;
    if (prefix !== undefined && !path.startsWith(prefix)) return undefined;
    count += 1;
    if (hitsOf(count) === hitsOf(count - 1)) return undefined;
    return { ...(status === undefined ? {} : { status }), ...(delay === undefined ? {} : { delay }) };
  };
}
