import { createHash } from 'node:crypto';
import type { JsonObject } from '../objects/json.ts';
import { stamp } from '../store/stamp.ts';

/** How a run of a container ended. Times are milliseconds since 1970. */
export interface Ended {
  readonly kind: 'terminated';
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly containerId: string;
}

/** What a container does at the moment. */
export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly startedAt: number }
  | Ended;

/** A container as its pod's status tells of it. */
export interface ContainerReport {
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  readonly containerId: string;
  readonly state: ContainerState;
  readonly last: Ended | undefined;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restarts: number;
}

/** An id like those of containerd, the same for the same run. */
export function containerIdOf(pod: string, container: string, run: number): string {
  return `containerd://${createHash('sha256')
    .update(`${pod}/${container}/${String(run)}`)
    .digest('hex')}`;
}

export function containerStatus(report: ContainerReport): JsonObject {
  const { name, image, imageId, containerId, ready, started, restarts } = report;
  return {
    name,
    state: stateObject(report.state),
    lastState: report.last === undefined ? {} : stateObject(report.last),
    ready,
    restartCount: restarts,
    image,
    imageID: imageId,
    ...(containerId === '' ? {} : { containerID: containerId }),
    started,
  };
}

function stateObject(state: ContainerState): JsonObject {
  switch (state.kind) {
    case 'waiting':
      return { waiting: { reason: state.reason, ...said(state.message) } };
    case 'running':
      return { running: { startedAt: stamp(state.startedAt) } };
    case 'terminated':
      return {
        terminated: {
          exitCode: state.exitCode,
          reason: state.reason,
          ...said(state.message),
          startedAt: stamp(state.startedAt),
          finishedAt: stamp(state.finishedAt),
          containerID: state.containerId,
        },
      };
  }
}

function said(message: string | undefined): JsonObject {
  return message === undefined ? {} : { message };
}
