import { noFaults } from '../../rehearsal/kubernetes/cluster.ts';
import type { Setting } from '../../rehearsal/platform.ts';

/** Everything goes well. */
export const healthy: Setting = {
  pace: 20,
  running: 'v1.2.2',
  releases: ['v1.2.2', 'v1.2.3'],
  window: 'open',
  nodes: ['node-1', 'node-2', 'node-3'],
  faults: noFaults,
  behaviourOf: () => ({
    digest: `sha256:${'0'.repeat(64)}`,
    pull: 1500,
    main: { kind: 'serves', readyAfter: 3000, log: [], http: { errors: 0, latency: 40, healthy: true } },
    commands: [],
  }),
};
