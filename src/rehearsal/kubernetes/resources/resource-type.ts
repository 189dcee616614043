/** A kind of object that the simulated API serves, as discovery tells it. */
export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** As in paths: `deployments`. Unique together with the group. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  /** True where a change of the spec raises metadata.generation. */
  readonly generations: boolean;
  readonly verbs: readonly Verb[];
  readonly categories: readonly string[];
  readonly subresources: readonly Subresource[];
  /**
   * The type under whose name the store keeps objects of this one, where another version is stored: the same
   * Event is served by v1 and by events.k8s.io/v1.
   */
  readonly storedAs?: { readonly group: string; readonly version: string };
}

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

export interface Subresource {
  readonly name: string;
  readonly kind: string;
  /** Where it is of another group than its parent: Scale of autoscaling/v1. */
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

export function apiVersionOf({ group, version }: Pick<ResourceType, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** How messages name a type: `deployments.apps`, `pods`. */
export function groupResourceOf({ group, plural }: Pick<ResourceType, 'group' | 'plural'>): string {
  return group === '' ? plural : `${plural}.${group}`;
}
