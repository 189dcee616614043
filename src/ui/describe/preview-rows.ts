import type { SessionState } from '../../session/state.ts';
import type { Preview } from '../../steps/preview.ts';

/** A label and what there is to say under it; a further row of the same thing has no label. */
export interface LabelledRow {
  readonly label: string;
  readonly value: string;
  readonly tone: 'plain' | 'warning';
}

/** What will happen, before it does: target, changes, verification, undo. The command stands for itself. */
export function previewRows(
  preview: Preview,
  { environment, cluster }: Pick<SessionState, 'environment' | 'cluster'>,
): readonly LabelledRow[] {
  const place = cluster === undefined ? '' : `, ${cluster.context}, namespace ${cluster.namespace}`;
  const { action, changes, verifies, undo, facts } = preview;
  return [
    ...rows('does', action === undefined ? [] : [action]),
    ...(changes.length === 0 ? [] : rows('where', [`${environment.name}${place}`])),
    ...rows('changes', changes, 'warning'),
    ...rows('verifies', verifies),
    ...rows('undone by', undo === undefined ? [] : [undo]),
    ...facts.flatMap(({ label, value }) => rows(label, [value])),
  ];
}

function rows(
  label: string,
  values: readonly string[],
  tone: LabelledRow['tone'] = 'plain',
): readonly LabelledRow[] {
  return values.map((value, at) => ({ label: at === 0 ? label : '', value, tone }));
}
