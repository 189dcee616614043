import type { ResourceType, Subresource, Verb } from './resource-type.ts';

const all = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const satisfies readonly Verb[];

type Defined = Pick<ResourceType, 'group' | 'version' | 'kind' | 'plural'> & Partial<ResourceType>;

/** A type with what most types have: namespaced, all verbs, no subresources. */
export function define(given: Defined): ResourceType {
  return {
    singular: given.kind.toLowerCase(),
    shortNames: [],
    namespaced: true,
    generations: false,
    verbs: all,
    categories: [],
    subresources: [],
    ...given,
  };
}

export function status(kind: string): Subresource {
  return { name: 'status', kind, verbs: ['get', 'patch', 'update'] };
}

export const scale: Subresource = {
  name: 'scale',
  kind: 'Scale',
  group: 'autoscaling',
  version: 'v1',
  verbs: ['get', 'patch', 'update'],
};
