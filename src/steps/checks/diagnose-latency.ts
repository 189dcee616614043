import { defineDiagnosis } from './diagnose/define-diagnosis.ts';
import { lookAtHealth } from './diagnose/health-look.ts';
import { lookAtLoad } from './diagnose/load-look.ts';
import { lookAtLogs } from './diagnose/log-look.ts';
import { lookAtPods } from './diagnose/pod-look.ts';
import { destinations, lookAtPolicies } from './diagnose/policy-look.ts';
import { lookAtPools } from './diagnose/pool-look.ts';
import { lookAtTraffic } from './diagnose/traffic-look.ts';

/** Why do requests take long? */
export const diagnoseLatency = defineDiagnosis({
  name: 'diagnose.latency',
  summary: 'Finds out why requests take long: a release, a pool, CPU, autoscalers, nodes, the network.',
  looksAt: 'latency of every service, pools, CPU, autoscalers, nodes, network policies',
  looks: ({ seen, cluster, context, window }) => [
    lookAtTraffic('latency', seen, cluster, context),
    lookAtHealth(cluster, context),
    lookAtPools(seen, cluster, context),
    lookAtLogs(seen, cluster, context, window),
    lookAtPods(seen, cluster),
    lookAtLoad(seen, cluster),
    lookAtPolicies(seen, cluster, destinations(context, ['database'])),
  ],
});
