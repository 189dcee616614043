import { flagAt, numberAt, objectAt, textAt, type JsonObject } from '../../objects/json.ts';
import type { KubeObject } from '../../objects/kube-object.ts';

/** What a Job asks for, with the API's defaults. Times in seconds. */
export interface JobSpec {
  readonly completions: number;
  readonly parallelism: number;
  readonly backoffLimit: number;
  readonly deadline: number | undefined;
  readonly timeToLive: number | undefined;
  readonly suspended: boolean;
  /** True where a failed container is run again in its pod, not in a new one. */
  readonly restartsInPlace: boolean;
  readonly template: JsonObject;
}

export function specOf(job: KubeObject): JobSpec {
  const spec = objectAt(job, 'spec');
  const parallelism = numberAt(spec, 'parallelism') ?? 1;
  return {
    completions: numberAt(spec, 'completions') ?? 1,
    parallelism,
    backoffLimit: numberAt(spec, 'backoffLimit') ?? 6,
    deadline: numberAt(spec, 'activeDeadlineSeconds'),
    timeToLive: numberAt(spec, 'ttlSecondsAfterFinished'),
    suspended: flagAt(spec, 'suspend') ?? false,
    restartsInPlace: textAt(spec, 'template', 'spec', 'restartPolicy') === 'OnFailure',
    template: objectAt(spec, 'template'),
  };
}
