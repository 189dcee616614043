import { isObject, type Json, type JsonObject, listAt, objectAt, textAt, withAt } from '../objects/json.ts';
import { type KubeObject, withMetadata } from '../objects/kube-object.ts';

const annotation = 'kubernetes.io/limit-ranger';

interface Filled {
  readonly container: Json;
  /** What was set, in the words of the annotation. */
  readonly said: readonly string[];
}

/** A pod with the limits and requests that a LimitRange gives to containers which say none, and a note of them. */
export function withLimitDefaults(pod: KubeObject, range: KubeObject): KubeObject {
  const usual = listAt(range, 'spec', 'limits').filter((limit) => textAt(limit, 'type') === 'Container');
  const limits = mergedAt(usual, 'default');
  const requests = mergedAt(usual, 'defaultRequest');
  const fill = (key: string, word: string): readonly Filled[] =>
    listAt(pod, 'spec', key).map((container) => filledContainer(container, word, { limits, requests }));
  const containers = fill('containers', 'container');
  const initial = fill('initContainers', 'init container');
  const said = [...containers, ...initial].flatMap((one) => one.said);
  if (said.length === 0) return pod;
  const note = `LimitRanger plugin set: ${said.join('; ')}`;
  const spec = {
    ...objectAt(pod, 'spec'),
    containers: containers.map(({ container }) => container),
    ...(initial.length === 0 ? {} : { initContainers: initial.map(({ container }) => container) }),
  };
  const annotations = { ...objectAt(pod.metadata, 'annotations'), [annotation]: note };
  return { ...withMetadata(pod, { annotations }), spec };
}

function mergedAt(limits: readonly Json[], key: string): JsonObject {
  return limits.reduce<JsonObject>((merged, limit) => ({ ...merged, ...objectAt(limit, key) }), {});
}

function filledContainer(
  container: Json,
  word: string,
  usual: Readonly<Record<'limits' | 'requests', JsonObject>>,
): Filled {
  if (!isObject(container)) return { container, said: [] };
  const name = textAt(container, 'name') ?? '';
  const missing = (key: 'limits' | 'requests'): readonly string[] =>
    Object.keys(usual[key])
      .filter((resource) => objectAt(container, 'resources', key)[resource] === undefined)
      .toSorted();
  const set = (one: JsonObject, key: 'limits' | 'requests'): JsonObject =>
    missing(key).length === 0
      ? one
      : withAt(one, ['resources', key], { ...usual[key], ...objectAt(container, 'resources', key) });
  const say = (key: 'limits' | 'requests', kind: string): readonly string[] =>
    missing(key).length === 0 ? [] : [`${missing(key).join(', ')} ${kind} for ${word} ${name}`];
  return {
    container: set(set(container, 'requests'), 'limits'),
    said: [...say('requests', 'request'), ...say('limits', 'limit')],
  };
}
