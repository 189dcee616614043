import { type ApiResult, done, refused } from '../../objects/failure.ts';
import { at, textAt } from '../../objects/json.ts';
import { type KubeObject, nameOf } from '../../objects/kube-object.ts';
import { containerStatus } from './pod-container.ts';

/** Of the runs that a node keeps: the present or last one, or the one before it. */
export type Run = 'current' | 'previous';

/**
 * Which run's log is meant, by the state of the container, or why there is none. As the kubelet decides it
 * (validateContainerLogStatus): between two runs, the last one is both the present and the previous one.
 */
export function whichRun(pod: KubeObject, container: string, previous: boolean): ApiResult<Run> {
  const status = containerStatus(pod, container);
  const place = `container ${JSON.stringify(container)} in pod ${JSON.stringify(nameOf(pod))}`;
  if (status === undefined) return refused('BadRequest', `${place} is not available`);
  const waiting = at(status, 'state', 'waiting');
  const before = at(status, 'lastState', 'terminated');
  if (previous) {
    if (before === undefined) return refused('BadRequest', `previous terminated ${place} not found`);
    return done(waiting === undefined ? 'previous' : 'current');
  }
  const started = at(status, 'state', 'running') ?? at(status, 'state', 'terminated') ?? before;
  if (started !== undefined) return done('current');
  if (waiting === undefined) return refused('BadRequest', `${place} is waiting to start - no logs yet`);
  return refused(
    'BadRequest',
    `${place} is waiting to start: ${whyWaiting(textAt(waiting, 'reason') ?? '')}`,
  );
}

function whyWaiting(reason: string): string {
  switch (reason) {
    case 'ErrImagePull':
      return "image can't be pulled";
    case 'ImagePullBackOff':
      return 'trying and failing to pull image';
    default:
      return reason;
  }
}
