import { defineDiagnosis } from './diagnose/define-diagnosis.ts';
import { lookAtHealth } from './diagnose/health-look.ts';
import { lookAtLoad } from './diagnose/load-look.ts';
import { lookAtLogs } from './diagnose/log-look.ts';
import { lookAtPods } from './diagnose/pod-look.ts';
import { lookAtPools } from './diagnose/pool-look.ts';
import { lookAtTraffic } from './diagnose/traffic-look.ts';

/** Why do requests fail? */
export const diagnoseErrors = defineDiagnosis({
  name: 'diagnose.errors',
  summary: 'Finds out why requests fail: pods, dependencies, a release, load; the likeliest cause first.',
  looksAt: 'failed requests and health of every service, pods, logs, connection pools, load',
  looks: ({ seen, cluster, context, window }) => [
    lookAtTraffic('errors', seen, cluster, context),
    lookAtHealth(cluster, context),
    lookAtPods(seen, cluster),
    lookAtLogs(seen, cluster, context, window),
    lookAtPools(seen, cluster, context),
    lookAtLoad(seen, cluster),
  ],
});
