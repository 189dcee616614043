import { canonicalDigest } from '../../runbook/canonical-digest.ts';
import type { Manifest } from '../ports/cluster.ts';
import { field, isRecord, items, record, text, without } from './json.ts';
import { strip } from './strip.ts';

/** How an object is compared. */
export interface Comparing {
  /** Its number of pods belongs to an autoscaler, and does not count. */
  readonly autoscaled: boolean;
  /** It is new: what the server allots when it is made (addresses, ports) does not count. */
  readonly created: boolean;
}

/** Accounts of controllers beside those that strip.ts knows. */
const accounts = ['deprecated.daemonset.template.generation'];

/** What a Service is allotted: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
const allotted = ['clusterIP', 'clusterIPs', 'healthCheckNodePort'];

/** The object without what changes by itself: what two looks at it are compared by. */
export function comparable(object: Manifest, how: Comparing): Manifest {
  const bare = strip(object, { keepReplicas: !how.autoscaled });
  const metadata = record(bare['metadata']);
  const annotations = without(record(metadata['annotations']), accounts);
  const kept = { ...bare, metadata: withAnnotations(metadata, annotations) };
  return how.created && text(object['kind']) === 'Service' ? withoutAllotted(kept) : kept;
}

/** Digest of the object as it is compared, in hex. */
export function comparableDigest(object: Manifest, how: Comparing): string {
  return canonicalDigest(comparable(object, how));
}

/** The object with the values of a Secret hidden, for showing and keeping it. */
export function masked(object: Manifest): Manifest {
  if (text(object['kind']) !== 'Secret') return object;
  return {
    ...object,
    ...(isRecord(object['data']) ? { data: hide(object['data']) } : {}),
    ...(isRecord(object['stringData']) ? { stringData: hide(object['stringData']) } : {}),
  };
}

function hide(values: unknown): Manifest {
  return Object.fromEntries(Object.keys(record(values)).map((name) => [name, '***']));
}

export function uidOf(object: Manifest): string | undefined {
  return text(field(object, 'metadata', 'uid'));
}

function withAnnotations(
  metadata: Readonly<Record<string, unknown>>,
  annotations: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const rest = without(metadata, ['annotations']);
  return Object.keys(annotations).length === 0 ? rest : { ...rest, annotations };
}

function withoutAllotted(service: Manifest): Manifest {
  const spec = without(record(service['spec']), allotted);
  const ports = items(spec['ports']).map((port) => without(record(port), ['nodePort']));
  return { ...service, spec: spec['ports'] === undefined ? spec : { ...spec, ports } };
}
