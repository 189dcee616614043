import { field, items, record, text } from '../../manifest/json.ts';
import { type Amount, amountOf } from '../../manifest/quantity.ts';
import type { Manifest } from '../../ports/cluster.ts';

/** A bound of a ResourceQuota. */
export interface Bound {
  /** As the quota names it: `pods`, `requests.memory`, `count/deployments.apps`. */
  readonly resource: string;
  readonly hard: Amount;
  /** Undefined: the quota controller has not counted it yet. */
  readonly used: Amount | undefined;
}

/** One term of a quota's scopes. */
export interface Scope {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
}

export interface Quota {
  readonly name: string;
  /** All must fit for an object to count. */
  readonly scopes: readonly Scope[];
  readonly bounds: readonly Bound[];
}

/** A ResourceQuota as it is judged; the hard limits that are in force are those of its status. */
export function readQuota(object: Manifest): Quota {
  const wanted = record(field(object, 'spec', 'hard'));
  const inForce = record(field(object, 'status', 'hard'));
  const used = record(field(object, 'status', 'used'));
  return {
    name: text(field(object, 'metadata', 'name')) ?? '',
    scopes: scopesOf(object),
    bounds: Object.keys(wanted).flatMap((resource) => {
      const hard = amountOf(inForce[resource]) ?? amountOf(wanted[resource]);
      return hard === undefined ? [] : [{ resource, hard, used: amountOf(used[resource]) }];
    }),
  };
}

/** `scopes` is the older way to write `scopeSelector` with Exists. */
function scopesOf(object: Manifest): readonly Scope[] {
  const plain = items(field(object, 'spec', 'scopes')).flatMap((name) =>
    typeof name === 'string' ? [{ name, operator: 'Exists', values: [] }] : [],
  );
  const terms = items(field(object, 'spec', 'scopeSelector', 'matchExpressions')).map((term) => ({
    name: text(field(term, 'scopeName')) ?? '',
    operator: text(field(term, 'operator')) ?? '',
    values: items(field(term, 'values')).filter((value) => typeof value === 'string'),
  }));
  return [...plain, ...terms];
}
