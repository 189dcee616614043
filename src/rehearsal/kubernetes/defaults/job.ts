import { at, type JsonObject, objectAt } from '../objects/json.ts';
import { filled } from './fill.ts';
import { withTemplateDefaults } from './pod.ts';

/** The spec of a Job: pkg/apis/batch/v1/defaults.go. Completions are left out of a work queue, which only says its parallelism. */
export function withJobDefaults(spec: JsonObject): JsonObject {
  const counts =
    at(spec, 'completions') === undefined && at(spec, 'parallelism') === undefined
      ? { completions: 1, parallelism: 1 }
      : { parallelism: 1 };
  return {
    ...filled(spec, {
      ...counts,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      manualSelector: false,
      podReplacementPolicy: at(spec, 'podFailurePolicy') === undefined ? 'TerminatingOrFailed' : 'Failed',
      suspend: false,
    }),
    template: withTemplateDefaults(objectAt(spec, 'template')),
  };
}

/** The spec of a CronJob. Its Jobs get their defaults when they are made; only their pods have them before. */
export function withCronJobDefaults(spec: JsonObject): JsonObject {
  const template = objectAt(spec, 'jobTemplate');
  const job = objectAt(template, 'spec');
  return {
    ...filled(spec, {
      concurrencyPolicy: 'Allow',
      failedJobsHistoryLimit: 1,
      successfulJobsHistoryLimit: 3,
      suspend: false,
    }),
    jobTemplate: {
      ...template,
      metadata: { creationTimestamp: null, ...objectAt(template, 'metadata') },
      spec: { ...job, template: withTemplateDefaults(objectAt(job, 'template')) },
    },
  };
}
