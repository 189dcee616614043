import type { Controller } from '../world.ts';
import { kubelet } from '../kubelet/kubelet.ts';
import { users } from '../network/users.ts';
import { daemonSetController } from './daemon-set/daemon-set-controller.ts';
import { statefulSetController } from './stateful-set/stateful-set-controller.ts';
import { deploymentController } from './deployment/deployment-controller.ts';
import { autoscaler } from './autoscaler/autoscaler.ts';
import { disruptionController } from './disruption/disruption-controller.ts';
import { usualContents } from './namespace/usual-contents.ts';
import { quotaController } from './quota/quota-controller.ts';
import { claimController } from './volume/claim-controller.ts';
import { endpointSliceController } from './endpoints/endpoint-slice-controller.ts';
import { endpointsController } from './endpoints/endpoints-controller.ts';
import { garbageCollector } from './garbage-collector/garbage-collector.ts';
import { jobController } from './job/job-controller.ts';
import { namespaceController } from './namespace/namespace-controller.ts';
import { nodeController } from './node-lifecycle/node-controller.ts';
import { replicaSetController } from './replica-set/replica-set-controller.ts';
import { scheduler } from './scheduler/scheduler.ts';

/** The parts that keep objects as they should be, in the order in which they are told of a change. */
export const controllers: readonly Controller[] = [
  deploymentController,
  replicaSetController,
  statefulSetController,
  daemonSetController,
  jobController,
  scheduler,
  kubelet,
  endpointsController,
  endpointSliceController,
  nodeController,
  autoscaler,
  disruptionController,
  quotaController,
  claimController,
  usualContents,
  garbageCollector,
  namespaceController,
  users,
];
