import { field, items, text } from '../../manifest/json.ts';
import { selectorOf } from '../../manifest/label-selector.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { Manifest } from '../../ports/cluster.ts';

/** What the network policies of a namespace let pods of some labels do on a port outwards. */
export type Verdict =
  /** No policy isolates the pod in this direction. */
  | { readonly kind: 'open' }
  | { readonly kind: 'allowed'; readonly by: string }
  | { readonly kind: 'denied'; readonly by: readonly string[] }
  /** A rule allows the port towards some peers, and whether the target is one of them can't be told here. */
  | { readonly kind: 'unknown'; readonly by: readonly string[] };

/**
 * Judges egress on a TCP port by https://kubernetes.io/docs/concepts/services-networking/network-policies/: policies
 * that select a pod add up, and a pod that any of them isolates may do only what one of them allows. Peers are not
 * resolved: a rule that names some is told as unknown.
 */
export function egressOf(
  policies: readonly Manifest[],
  labels: Readonly<Record<string, unknown>>,
  port: number,
): Verdict {
  const isolating = policies.filter(
    (policy) => isEgress(policy) && selectorOf(field(policy, 'spec', 'podSelector'))(labels),
  );
  if (isolating.length === 0) return { kind: 'open' };
  const rules = isolating.flatMap((policy) =>
    items(field(policy, 'spec', 'egress'))
      .filter((rule) => allowsPort(rule, port))
      .map((rule) => ({ name: nameOf(policy), anywhere: items(field(rule, 'to')).length === 0 })),
  );
  const open = rules.find(({ anywhere }) => anywhere);
  if (open !== undefined) return { kind: 'allowed', by: open.name };
  return rules.length > 0
    ? { kind: 'unknown', by: [...new Set(rules.map(({ name }) => name))] }
    : { kind: 'denied', by: isolating.map(nameOf) };
}

/** Without policyTypes, a policy is about egress only if it has egress rules. */
function isEgress(policy: Manifest): boolean {
  const types = items(field(policy, 'spec', 'policyTypes'));
  return types.length === 0
    ? field(policy, 'spec', 'egress') !== undefined
    : types.some((type) => text(type) === 'Egress');
}

/** A rule without ports is about all of them; a named port can't be told, and counts as one that fits. */
function allowsPort(rule: unknown, port: number): boolean {
  const ports = items(field(rule, 'ports'));
  if (ports.length === 0) return true;
  return ports.some((one) => {
    const protocol = text(field(one, 'protocol')) ?? 'TCP';
    const first = field(one, 'port');
    const last = field(one, 'endPort');
    if (protocol !== 'TCP') return false;
    if (typeof first !== 'number') return true;
    return typeof last === 'number' ? port >= first && port <= last : port === first;
  });
}
