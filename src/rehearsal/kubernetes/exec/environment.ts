import { at, type Json, listAt, textAt } from '../objects/json.ts';
import { nameOf } from '../objects/kube-object.ts';
import { contentOf, type Inside } from './inside.ts';

/** The environment of a container's processes, in the order in which `env` writes it: the later of two wins. */
export function environmentOf(inside: Inside): ReadonlyMap<string, string> {
  return new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', nameOf(inside.pod)],
    ...listAt(inside.spec, 'envFrom').flatMap((source) => fromSource(inside, source)),
    ...listAt(inside.spec, 'env').flatMap((variable) => ownVariable(inside, variable)),
    ['KUBERNETES_SERVICE_HOST', '10.96.0.1'],
    ['KUBERNETES_SERVICE_PORT', '443'],
    ['HOME', '/root'],
  ]);
}

function fromSource(inside: Inside, source: Json): readonly (readonly [string, string])[] {
  const prefix = textAt(source, 'prefix') ?? '';
  const map = textAt(source, 'configMapRef', 'name');
  const secret = textAt(source, 'secretRef', 'name');
  const content = {
    ...(map === undefined ? {} : contentOf(inside, 'configmaps', map)),
    ...(secret === undefined ? {} : contentOf(inside, 'secrets', secret)),
  };
  return Object.entries(content).map(([key, value]) => [`${prefix}${key}`, value] as const);
}

function ownVariable(inside: Inside, variable: Json): readonly (readonly [string, string])[] {
  const name = textAt(variable, 'name') ?? '';
  const value = textAt(variable, 'value') ?? referredValue(inside, at(variable, 'valueFrom'));
  if (value !== undefined) return [[name, value]];
  return at(variable, 'valueFrom') === undefined ? [[name, '']] : [];
}

function referredValue(inside: Inside, from: Json | undefined): string | undefined {
  const field = textAt(from, 'fieldRef', 'fieldPath');
  if (field !== undefined) return textAt(inside.pod, ...field.split('.'));
  const map = at(from, 'configMapKeyRef');
  const resource = map === undefined ? 'secrets' : 'configmaps';
  const reference = map ?? at(from, 'secretKeyRef');
  return contentOf(inside, resource, textAt(reference, 'name') ?? '')?.[textAt(reference, 'key') ?? ''];
}
