import { field, items, number, record, text } from '../../steps/manifest/json.ts';
import { ClusterError, type ForwardTarget } from '../../steps/ports/cluster.ts';
import { meta } from './read/common.ts';
import type { Transport } from './transport.ts';

/** The pod at the other end, and the port that its container listens on. */
export interface ForwardEnd {
  readonly pod: string;
  readonly port: number;
}

/**
 * Where a forwarded connection goes: of a Service to one ready pod behind it, as kubectl chooses, and to its target
 * port. Rejects with ClusterError where there is none.
 */
export async function forwardEnd(transport: Transport, target: ForwardTarget): Promise<ForwardEnd> {
  if ('pod' in target) return target;
  const { service: name } = target;
  const base = `/api/v1/namespaces/${transport.namespace}`;
  const service = await transport.json({
    method: 'GET',
    path: `${base}/services/${encodeURIComponent(name)}`,
  });
  const ports = items(field(service, 'spec', 'ports'));
  const wanted =
    target.port === undefined
      ? ports[0]
      : ports.find((one) => [field(one, 'port'), field(one, 'name')].includes(target.port));
  if (wanted === undefined) throw noPort(name, target.port ?? '', ports);
  const selector = Object.entries(record(field(service, 'spec', 'selector')));
  if (selector.length === 0) {
    throw new ClusterError('invalid', `Service ${name} selects no pods, so there is none to forward to.`);
  }
  const labels = selector.map(([key, value]) => `${key}=${String(value)}`).join(',');
  const query = new URLSearchParams({ labelSelector: labels });
  const pods = items(
    field(await transport.json({ method: 'GET', path: `${base}/pods?${query.toString()}` }), 'items'),
  );
  const pod = pods.filter(isReady).toSorted((a, b) => meta(a, 'name').localeCompare(meta(b, 'name')))[0];
  if (pod === undefined) {
    const count = `${String(pods.length)} pod${pods.length === 1 ? '' : 's'}`;
    throw new ClusterError('not-found', `Service ${name} has ${count}, and none of them is ready.`);
  }
  return { pod: meta(pod, 'name'), port: containerPort(pod, wanted, name) };
}

function noPort(service: string, port: number | string, ports: readonly unknown[]): ClusterError {
  const known = ports.map((one) => String(field(one, 'port'))).join(', ');
  return new ClusterError('invalid', `Service ${service} has no port ${String(port)}; it has: ${known}.`);
}

function isReady(pod: unknown): boolean {
  const ready = items(field(pod, 'status', 'conditions')).find((one) => field(one, 'type') === 'Ready');
  return field(ready, 'status') === 'True' && field(pod, 'metadata', 'deletionTimestamp') === undefined;
}

/** A target port may be a name, which each pod has its own number for; left out, it is the Service's own. */
function containerPort(pod: unknown, port: unknown, service: string): number {
  const target = field(port, 'targetPort') ?? field(port, 'port');
  const named = items(field(pod, 'spec', 'containers'))
    .flatMap((container) => items(field(container, 'ports')))
    .find((one) => text(field(one, 'name')) === target);
  const found = number(target) ?? number(field(named, 'containerPort'));
  if (found !== undefined) return found;
  throw new ClusterError(
    'invalid',
    `Pod ${meta(pod, 'name')} has no port named ${String(target)}, which Service ${service} leads to.`,
  );
}
