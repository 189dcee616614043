import { type ApiResult, done, refused } from '../../objects/failure.ts';
import { type Json, listAt, textAt } from '../../objects/json.ts';
import { type KubeObject, nameOf } from '../../objects/kube-object.ts';
import { notFound } from '../../store/write.ts';
import type { World } from '../../world.ts';
import type { ResourcePath } from '../resource-path.ts';

/** The pod that a path names. */
export function podAt(
  world: Pick<World, 'store'>,
  { type, namespace, name = '' }: ResourcePath,
): ApiResult<KubeObject> {
  const pod = world.store.get('pods', namespace, name);
  return pod === undefined ? notFound(type, name) : done(pod);
}

/** The container that is meant: the one that is named, or the only one. The texts are those of the API server. */
export function chooseContainer(pod: KubeObject, asked: string | undefined): ApiResult<string> {
  const own = namesOf(pod, 'containers');
  const all = [...namesOf(pod, 'initContainers'), ...own];
  if (asked !== undefined && asked !== '') {
    return all.includes(asked)
      ? done(asked)
      : refused('BadRequest', `container ${asked} is not valid for pod ${nameOf(pod)}`);
  }
  const [only] = own;
  if (only !== undefined && own.length === 1) return done(only);
  return refused(
    'BadRequest',
    `a container name must be specified for pod ${nameOf(pod)}, choose one of: [${all.join(' ')}]`,
  );
}

function namesOf(pod: KubeObject, list: 'containers' | 'initContainers'): readonly string[] {
  return listAt(pod, 'spec', list).map((container) => textAt(container, 'name') ?? '');
}

/** What the kubelet last told of a container; undefined before it has seen the pod. */
export function containerStatus(pod: KubeObject, container: string): Json | undefined {
  return [
    ...listAt(pod, 'status', 'containerStatuses'),
    ...listAt(pod, 'status', 'initContainerStatuses'),
  ].find((status) => textAt(status, 'name') === container);
}

/** What the spec says of a container, be it an init container or not. */
export function containerSpec(pod: KubeObject, container: string): Json | undefined {
  return [...listAt(pod, 'spec', 'containers'), ...listAt(pod, 'spec', 'initContainers')].find(
    (spec) => textAt(spec, 'name') === container,
  );
}
