import { refused } from '../objects/failure.ts';
import { type Json, listAt, textAt } from '../objects/json.ts';
import { type KubeObject, labelsOf, nameOf, namespaceOf } from '../objects/kube-object.ts';
import { groupResourceOf, type ResourceType } from '../resources/resource-type.ts';
import { stamp } from '../store/stamp.ts';
import type { Usage } from '../kubelet/usage.ts';
import type { World } from '../world.ts';
import { formOf } from './accept.ts';
import { type ApiAnswer, type ApiRequest, failed } from './exchange.ts';
import { representList, representObject } from './represent.ts';
import type { ResourcePath } from './resource-path.ts';
import { selectionOf } from './selection.ts';

/** What a node needs for itself. */
const system: Usage = { cpu: 0.12, memory: 900 * 2 ** 20 };

/** GET of what pods and nodes use, as `kubectl top` asks metrics.k8s.io. Only pods that run use anything. */
export function metrics(world: World, path: ResourcePath, request: ApiRequest): ApiAnswer {
  const { type, namespace, name } = path;
  const now = world.schedule.now();
  const all = type.kind === 'NodeMetrics' ? nodeMetrics(world) : podMetrics(world, namespace);
  if (name !== undefined) {
    const one = all.find((object) => nameOf(object) === name);
    return one === undefined
      ? unknown(type, namespace, name)
      : { kind: 'json', status: 200, body: representObject(type, one, formOf(request), now) };
  }
  const selected = selectionOf(type, request.query);
  if (!selected.ok) return failed(selected.failure);
  const items = all.filter(selected.value);
  return {
    kind: 'json',
    status: 200,
    body: representList(type, { items, revision: '' }, formOf(request), now),
  };
}

function unknown(type: ResourceType, namespace: string | undefined, name: string): ApiAnswer {
  const kind = type.kind.toLowerCase();
  const full = namespace === undefined ? name : `${namespace}/${name}`;
  return failed(
    refused('NotFound', `${groupResourceOf({ ...type, plural: kind })} ${JSON.stringify(full)} not found`, {
      name: full,
      group: type.group,
      kind,
    }).failure,
  );
}

function podMetrics(world: World, namespace: string | undefined): readonly KubeObject[] {
  return running(world, namespace).map((pod) => ({
    ...head(world, 'PodMetrics', pod),
    containers: containersOf(pod).map((name) => ({ name, usage: usageJson(world.usageOf(pod, name)) })),
  }));
}

function nodeMetrics(world: World): readonly KubeObject[] {
  return world.store.list('nodes').map((node) => {
    const uses = running(world, undefined)
      .filter((pod) => textAt(pod, 'spec', 'nodeName') === nameOf(node))
      .flatMap((pod) => containersOf(pod).map((name) => world.usageOf(pod, name)));
    return { ...head(world, 'NodeMetrics', node), usage: usageJson([system, ...uses].reduce(sum)) };
  });
}

function running({ store }: World, namespace: string | undefined): readonly KubeObject[] {
  return store.list('pods', namespace).filter((pod) => textAt(pod, 'status', 'phase') === 'Running');
}

function containersOf(pod: KubeObject): readonly string[] {
  return listAt(pod, 'spec', 'containers').flatMap((container) => textAt(container, 'name') ?? []);
}

function head({ schedule }: World, kind: string, of: KubeObject): KubeObject {
  const namespace = namespaceOf(of);
  return {
    kind,
    apiVersion: 'metrics.k8s.io/v1beta1',
    metadata: {
      name: nameOf(of),
      ...(namespace === undefined ? {} : { namespace }),
      creationTimestamp: stamp(schedule.now()),
      labels: labelsOf(of),
    },
    timestamp: stamp(schedule.now()),
    window: '30s',
  };
}

function sum(a: Usage, b: Usage): Usage {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

function usageJson({ cpu, memory }: Usage): Json {
  return { cpu: `${String(Math.round(cpu * 1e9))}n`, memory: `${String(Math.round(memory / 1024))}Ki` };
}
