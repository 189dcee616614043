import type { ContainerImage } from '../ports/cluster.ts';
import { field, items, text } from './json.ts';

/** All images of a pod template, init containers first: a release that changes only one of those is a change too. */
export function imagesOfTemplate(template: unknown): readonly ContainerImage[] {
  const of = (list: string, init: boolean): readonly ContainerImage[] =>
    items(field(template, 'spec', list)).map((container) => ({
      container: text(field(container, 'name')) ?? '',
      init,
      image: text(field(container, 'image')) ?? '',
    }));
  return [...of('initContainers', true), ...of('containers', false)];
}
