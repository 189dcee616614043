import type { Controller } from '../world.ts';
import { kubelet } from '../kubelet/kubelet.ts';
import { deploymentController } from './deployment/deployment-controller.ts';
import { endpointSliceController } from './endpoints/endpoint-slice-controller.ts';
import { endpointsController } from './endpoints/endpoints-controller.ts';
import { replicaSetController } from './replica-set/replica-set-controller.ts';
import { scheduler } from './scheduler/scheduler.ts';

/** The parts that keep objects as they should be, in the order in which they are told of a change. */
export const controllers: readonly Controller[] = [
  deploymentController,
  replicaSetController,
  scheduler,
  kubelet,
  endpointsController,
  endpointSliceController,
];
