import type { Tried } from './try-apply.ts';

/** An object that was tried. */
export interface TriedObject {
  readonly title: string;
  readonly autoscaled: boolean;
  readonly tried: Tried;
}

/** What an approver wants to know beside the difference: whose fields are taken over, and what an autoscaler owns. */
export function ownershipText(objects: readonly TriedObject[]): string {
  const taken = objects.flatMap(({ title, tried }) =>
    tried.kind === 'refused'
      ? []
      : tried.takeovers.map(({ manager, fields }) => `  ${title}, from ${manager}: ${fields.join(', ')}`),
  );
  const scaled = objects.filter(({ autoscaled }) => autoscaled).map(({ title }) => `  ${title}`);
  return [
    'Fields that this release takes over from others:',
    ...orNone(taken),
    'Workloads whose number of pods an autoscaler owns, so that the release leaves it as it is:',
    ...orNone(scaled),
    '',
  ].join('\n');
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['  none'] : lines;
}
