import { describeCondition } from '../../../../runbook/conditions/describe.ts';
import type { PlannedStep } from '../../../../session/plan.ts';
import type { OnFailure } from '../../../../runbook/model.ts';
import { previewRows } from '../../../describe/preview-rows.ts';
import { shortText } from '../../../describe/short-names.ts';
import { undecided } from '../../../describe/undecided.ts';
import type { Line } from '../../../text/line.ts';
import type { Scene } from '../scene.ts';
import { block, labelled, type Row, rowsOf } from './rows.ts';

/** What will happen, before it does: command as resolved, target, changes, verification, undo. */
export function previewPart(scene: Scene, planned: PlannedStep, columns: number): readonly Row[] {
  const { reader } = scene.inputs;
  const running = reader.running && planned.id === scene.current;
  const preview = reader.preview(planned);
  const { title } = planned.step;
  const rows = previewRows(preview, reader.state).filter(
    ({ label, value }) => !isSame(value, title) && (!running || whileRunning.has(label)),
  );
  return [
    ...commandPart(preview.command, columns, 'command'),
    ...rowsOf('preview', [
      ...rows.flatMap(({ label, value, tone }) =>
        labelled(label, shortText(value, scene.folders), columns, tone),
      ),
      ...(running
        ? []
        : [
            ...failureRow(planned.step.options.onFailure, columns),
            ...conditionRows(scene, planned, columns),
          ]),
    ]),
  ];
}

/** While it runs, its progress is what counts; but where it runs and how it is undone stays in sight. */
const whileRunning: ReadonlySet<string> = new Set(['where', 'undone by']);

/** An item's text is its title but for its Markdown: it need not be read twice. */
function isSame(value: string, title: string): boolean {
  return value === title || value.replaceAll(/[*_`]/g, '') === title.replaceAll(/[*_`]/g, '');
}

/** A command, line by line. */
export function commandPart(
  command: string | undefined,
  columns: number,
  tone: 'command' | 'dim',
): readonly Row[] {
  return command === undefined || command === ''
    ? []
    : rowsOf('command', block(command, '    ', columns, tone));
}

function failureRow(onFailure: OnFailure, columns: number): readonly Line[] {
  if (onFailure === 'ask') return [];
  if (onFailure === 'stop') return labelled('on failure', 'it must pass: run it again, or end', columns);
  if (onFailure === 'continue') return labelled('on failure', 'the session goes on by itself', columns);
  return labelled('on failure', `${onFailure.runbook} is offered, to roll back`, columns);
}

function conditionRows(scene: Scene, planned: PlannedStep, columns: number): readonly Line[] {
  const { when } = planned.step.options;
  if (when === undefined) return [];
  const missing = planned.id === scene.current ? undecided(scene.inputs.reader) : [];
  return [
    ...labelled('only if', describeCondition(when), columns),
    ...missing.flatMap((name) => labelled('depends on', name, columns, 'warning')),
  ];
}
