import { field, items, text } from '../../steps/manifest/json.ts';
import { ClusterError, type ClusterReadiness, type NodeHealth } from '../../steps/ports/cluster.ts';
import { conditionsOf, meta } from './read/common.ts';
import type { Transport } from './transport.ts';

/** See Cluster.readiness. */
export async function readiness(transport: Transport): Promise<ClusterReadiness> {
  const [readyz, nodes, version] = await Promise.all([
    readyzOf(transport),
    transport.json({ method: 'GET', path: '/api/v1/nodes' }),
    serverVersion(transport),
  ]);
  return { readyz, nodes: items(field(nodes, 'items')).map(readNode), version };
}

/** The server's version, such as `v1.32.4`. */
export async function serverVersion(transport: Transport): Promise<string> {
  const answer = await transport.json({ method: 'GET', path: '/version' });
  return text(field(answer, 'gitVersion')) ?? 'unknown';
}

/** See Cluster.time. */
export async function serverTime(transport: Transport): Promise<number | undefined> {
  const { headers } = await transport.plain('/version');
  const time = Date.parse(headers['date'] ?? '');
  return Number.isNaN(time) ? undefined : time;
}

async function readyzOf(transport: Transport): Promise<ClusterReadiness['readyz']> {
  const { status, text: body } = await transport.plain('/readyz?verbose');
  if (status === 401 || status === 403) return undefined;
  const failing = body
    .split('\n')
    .filter((line) => line.startsWith('[-]'))
    .map((line) => line.slice(3));
  return { ok: status === 200, failing };
}

function readNode(object: unknown): NodeHealth {
  const conditions = conditionsOf(object);
  const ready = conditions.find((condition) => condition.type === 'Ready');
  return {
    name: meta(object, 'name'),
    ready: ready?.status === 'True',
    unschedulable: field(object, 'spec', 'unschedulable') === true,
    // Every other condition of a node (pressures, NetworkUnavailable, a problem detector's own) is bad when True.
    troubles: conditions
      .filter((condition) =>
        condition.type === 'Ready' ? condition.status !== 'True' : condition.status === 'True',
      )
      .map((condition) => ({
        type: condition.type === 'Ready' ? 'NotReady' : condition.type,
        message: condition.message,
      })),
    since: ready?.since,
  };
}

/** UID of the kube-system namespace: the nearest thing to an identity that a cluster has. */
export async function clusterUid(transport: Transport): Promise<string> {
  const answer = await transport.json({ method: 'GET', path: '/api/v1/namespaces/kube-system' });
  const uid = text(field(answer, 'metadata', 'uid'));
  if (uid === undefined) {
    throw new ClusterError('server', `${transport.server} gives no UID for the namespace kube-system.`);
  }
  return uid;
}
