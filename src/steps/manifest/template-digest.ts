import { canonicalDigest } from '../../runbook/canonical-digest.ts';
import { field } from './json.ts';

/** Objects are read again at every change of the namespace, and never change themselves. */
const known = new WeakMap<object, string>();

/** SHA-256 of a workload's pod template, as the server has it. It is another one exactly where a rollout begins. */
export function templateDigest(workload: unknown): string {
  if (typeof workload !== 'object' || workload === null) return canonicalDigest(null);
  const digest = known.get(workload) ?? canonicalDigest(field(workload, 'spec', 'template') ?? null);
  known.set(workload, digest);
  return digest;
}
