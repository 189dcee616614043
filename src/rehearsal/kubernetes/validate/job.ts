import { at, flagAt, isObject, type JsonObject, objectAt, textAt } from '../objects/json.ts';
import { selectorOf } from '../../../steps/manifest/label-selector.ts';
import { atLeastZero, oneOf } from './checks.ts';
import { type FieldError, invalidText, invalidValue, required } from './field-error.ts';
import { goSelector } from './go-text.ts';
import { endingTemplateErrors, templateErrors } from './pod.ts';
import { mismatch, texts } from './selector.ts';

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
];

export function jobErrors(spec: JsonObject): readonly FieldError[] {
  return [
    ...generatedSelectorErrors(spec),
    ...atLeastZero(spec, 'spec', counts),
    ...matchErrors(spec),
    ...templateErrors(spec),
    ...endingTemplateErrors(spec, 'spec.template'),
  ];
}

/** A Job's selector is made for it: what the user adds to it would find pods of others. */
function generatedSelectorErrors(spec: JsonObject): readonly FieldError[] {
  const selector = objectAt(spec, 'selector');
  const own = Object.keys(objectAt(selector, 'matchLabels'));
  if (flagAt(spec, 'manualSelector') === true || own.length <= 1) return [];
  return [invalidText('spec.selector', goSelector(selector), '`selector` not auto-generated')];
}

function matchErrors(spec: JsonObject): readonly FieldError[] {
  const selector = at(spec, 'selector');
  if (!isObject(selector)) return [required('spec.selector')];
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  return selectorOf(selector)(texts(labels)) ? [] : [mismatch(labels)];
}

export function cronJobErrors(spec: JsonObject): readonly FieldError[] {
  const job = objectAt(spec, 'jobTemplate', 'spec');
  const path = 'spec.jobTemplate.spec';
  return [
    ...scheduleErrors(textAt(spec, 'schedule') ?? ''),
    ...atLeastZero(spec, 'spec', ['startingDeadlineSeconds']),
    ...oneOf(spec, 'spec', 'concurrencyPolicy', ['Allow', 'Forbid', 'Replace']),
    ...atLeastZero(job, path, counts),
    ...templateErrors(job, `${path}.template`),
    ...endingTemplateErrors(job, `${path}.template`),
    ...atLeastZero(spec, 'spec', ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit']),
  ];
}

const named = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every .+)$/;

/** A schedule has five fields, as in crontab(5). */
function scheduleErrors(schedule: string): readonly FieldError[] {
  const field = 'spec.schedule';
  if (schedule === '') return [required(field)];
  const fields = schedule.trim().split(/\s+/);
  if (named.test(schedule) || fields.length === 5) return [];
  const why = `expected exactly 5 fields, found ${String(fields.length)}: [${fields.join(' ')}]`;
  return [invalidValue(field, schedule, why)];
}
