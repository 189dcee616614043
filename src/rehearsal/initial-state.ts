import { parseAllDocuments } from 'yaml';
import { route } from './kubernetes/api/route.ts';
import { isKubeObject, type KubeObject, nameOf, namespaceOf } from './kubernetes/objects/kube-object.ts';
import { apiVersionOf } from './kubernetes/resources/resource-type.ts';
import { storedTypeOf } from './kubernetes/resources/served.ts';
import { namespaceObject, seed } from './kubernetes/seed.ts';
import type { World } from './kubernetes/world.ts';

/** Who wrote what runs at the beginning: an earlier deployment by the same runbook. */
const manager = 'teei-runbook';

/** Makes a namespace, where it is not there yet. */
export function ensureNamespace(world: World, name: string): void {
  if (world.store.get('namespaces', undefined, name) === undefined) seed(world, namespaceObject(name));
}

/** The objects of a rendered manifest. */
export function objectsOf(manifest: string): readonly KubeObject[] {
  return parseAllDocuments(manifest).flatMap((document) => {
    const value: unknown = document.toJS();
    return isKubeObject(value) ? [value] : [];
  });
}

/**
 * Applies objects as a deployment does, by a server-side apply through the API. What the operator is denied does not
 * count here. Gives what was refused.
 */
export async function applyObjects(
  world: World,
  namespace: string,
  objects: readonly KubeObject[],
): Promise<readonly string[]> {
  const refusals = await Promise.all(objects.map((object) => applyObject(world, namespace, object)));
  return refusals.flatMap((refusal) => refusal ?? []);
}

async function applyObject(world: World, namespace: string, object: KubeObject): Promise<string | undefined> {
  const path = pathOf(object, namespace);
  if (path === undefined) return `${object.apiVersion} ${object.kind}: not known`;
  const answer = await route(
    { ...world, denied: [] },
    {
      method: 'PATCH',
      path,
      query: new URLSearchParams({ fieldManager: manager, force: 'true' }),
      accept: 'application/json',
      contentType: 'application/apply-patch+yaml',
      userAgent: manager,
      body: Buffer.from(JSON.stringify(object)),
    },
  );
  return answer.kind === 'failure'
    ? `${object.kind} ${nameOf(object)}: ${answer.failure.message}`
    : undefined;
}

function pathOf(object: KubeObject, namespace: string): string | undefined {
  const [group = '', version] = object.apiVersion.split('/');
  const type = storedTypeOf(object.kind, version === undefined ? '' : group);
  if (type === undefined) return undefined;
  const root = type.group === '' ? `/api/${type.version}` : `/apis/${apiVersionOf(type)}`;
  const below = type.namespaced ? `/namespaces/${namespaceOf(object) ?? namespace}` : '';
  return `${root}${below}/${type.plural}/${nameOf(object)}`;
}
