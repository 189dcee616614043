import { at, flagAt, type Json, listAt, numberAt, textAt } from '../objects/json.ts';
import { isBeingDeleted, type KubeObject } from '../objects/kube-object.ts';
import { ageColumn, type Column, containerColumns, nameColumn, selectorText, shown, wide } from './column.ts';
import { ageOf, humanDuration } from './duration.ts';

export const batchColumns: Readonly<Record<string, readonly Column[]>> = {
  Job: [
    nameColumn,
    shown('Status', jobStatus),
    shown('Completions', completions),
    shown('Duration', duration),
    ageColumn,
    ...containerColumns('spec', 'template', 'spec'),
    wide('Selector', (job) => selectorText(at(job, 'spec', 'selector'))),
  ],
  CronJob: [
    nameColumn,
    shown('Schedule', (job) => textAt(job, 'spec', 'schedule') ?? ''),
    shown('Timezone', (job) => textAt(job, 'spec', 'timeZone') ?? '<none>'),
    shown('Suspend', (job) => flagText(flagAt(job, 'spec', 'suspend'))),
    shown('Active', (job) => listAt(job, 'status', 'active').length, 'integer'),
    shown('Last Schedule', lastSchedule),
    ageColumn,
    ...containerColumns('spec', 'jobTemplate', 'spec', 'template', 'spec'),
    wide('Selector', (job) => selectorText(at(job, 'spec', 'jobTemplate', 'spec', 'selector'))),
  ],
};

/** Since 1.31: the condition that says most, else whether it still runs. */
function jobStatus(job: KubeObject): string {
  const has = (type: string): boolean =>
    listAt(job, 'status', 'conditions').some(
      (condition) => textAt(condition, 'type') === type && textAt(condition, 'status') === 'True',
    );
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (isBeingDeleted(job)) return 'Terminating';
  if (has('Suspended')) return 'Suspended';
  if (has('FailureTarget')) return 'FailureTarget';
  return has('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function completions(job: KubeObject): string {
  const succeeded = String(numberAt(job, 'status', 'succeeded') ?? 0);
  const wanted = numberAt(job, 'spec', 'completions');
  if (wanted !== undefined) return `${succeeded}/${String(wanted)}`;
  const parallelism = numberAt(job, 'spec', 'parallelism') ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${String(parallelism)}` : `${succeeded}/1`;
}

function duration(job: KubeObject, now: number): string {
  const started = textAt(job, 'status', 'startTime');
  if (started === undefined) return '';
  const completed = textAt(job, 'status', 'completionTime');
  const end = completed === undefined ? now : Date.parse(completed);
  return humanDuration(Math.max(0, end - Date.parse(started)));
}

function lastSchedule(job: KubeObject, now: number): Json {
  const last = textAt(job, 'status', 'lastScheduleTime');
  return last === undefined ? '<none>' : ageOf(last, now);
}

function flagText(flag: boolean | undefined): string {
  if (flag === undefined) return '<unset>';
  return flag ? 'True' : 'False';
}
