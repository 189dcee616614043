import { field, items, number, text } from '../../../steps/manifest/json.ts';
import type { Container, ContainerState, Pod, Terminated } from '../../../steps/ports/cluster.ts';
import { conditionsOf, controllerOf, meta } from './common.ts';

export function readPod(object: unknown): Pod {
  return {
    name: meta(object, 'name'),
    uid: meta(object, 'uid'),
    owner: controllerOf(object),
    revisionHash: text(field(object, 'metadata', 'labels', 'controller-revision-hash')),
    phase: text(field(object, 'status', 'phase')) ?? 'Unknown',
    reason: text(field(object, 'status', 'reason')),
    message: text(field(object, 'status', 'message')),
    node: text(field(object, 'spec', 'nodeName')),
    conditions: conditionsOf(object),
    containers: [
      ...containersOf(object, 'initContainers', 'initContainerStatuses', true),
      ...containersOf(object, 'containers', 'containerStatuses', false),
    ],
    createdAt: text(field(object, 'metadata', 'creationTimestamp')),
    deletedAt: text(field(object, 'metadata', 'deletionTimestamp')),
    finalizers: items(field(object, 'metadata', 'finalizers')).map(String),
  };
}

function containersOf(pod: unknown, specs: string, statuses: string, init: boolean): readonly Container[] {
  const known = items(field(pod, 'status', statuses));
  return items(field(pod, 'spec', specs)).map((spec) => {
    const name = text(field(spec, 'name')) ?? '';
    const status = known.find((one) => field(one, 'name') === name);
    return {
      name,
      init,
      image: text(field(spec, 'image')) ?? '',
      imageId: text(field(status, 'imageID')) ?? '',
      memoryLimit: text(field(spec, 'resources', 'limits', 'memory')),
      readinessProbe: probe(field(spec, 'readinessProbe')),
      ready: field(status, 'ready') === true,
      restarts: number(field(status, 'restartCount')) ?? 0,
      state: stateOf(field(status, 'state')),
      last: terminatedOf(field(status, 'lastState', 'terminated')),
    };
  });
}

function stateOf(state: unknown): ContainerState | undefined {
  const waiting = field(state, 'waiting');
  if (waiting !== undefined) {
    return {
      kind: 'waiting',
      reason: text(field(waiting, 'reason')) ?? '',
      message: text(field(waiting, 'message')) ?? '',
    };
  }
  const running = field(state, 'running');
  if (running !== undefined) return { kind: 'running', since: text(field(running, 'startedAt')) };
  return terminatedOf(field(state, 'terminated'));
}

function terminatedOf(terminated: unknown): Terminated | undefined {
  if (terminated === undefined) return undefined;
  return {
    kind: 'terminated',
    exitCode: number(field(terminated, 'exitCode')) ?? -1,
    signal: number(field(terminated, 'signal')),
    reason: text(field(terminated, 'reason')) ?? '',
    message: text(field(terminated, 'message')) ?? '',
    startedAt: text(field(terminated, 'startedAt')),
    finishedAt: text(field(terminated, 'finishedAt')),
  };
}

function probe(spec: unknown): string | undefined {
  const http = field(spec, 'httpGet');
  if (http !== undefined) return `GET ${text(field(http, 'path')) ?? '/'}`;
  const command = items(field(spec, 'exec', 'command'));
  if (command.length > 0) return command.map(String).join(' ');
  const port = field(spec, 'tcpSocket', 'port') ?? field(spec, 'grpc', 'port');
  return typeof port === 'number' || typeof port === 'string' ? `port ${port}` : undefined;
}
