import { defineDiagnosis } from './diagnose/define-diagnosis.ts';
import { lookAtLogs } from './diagnose/log-look.ts';
import { lookAtPods } from './diagnose/pod-look.ts';
import { destinations, lookAtPolicies } from './diagnose/policy-look.ts';
import { lookAtPools } from './diagnose/pool-look.ts';

/** Why do services get no connection to the database? */
export const diagnoseDb = defineDiagnosis({
  name: 'diagnose.db',
  summary: 'Finds out why services get no connection to the database: pool, server or network.',
  looksAt: 'connection pools, logs, pods, network policies',
  looks: ({ seen, cluster, context, window }) => [
    lookAtPools(seen, cluster, context),
    lookAtLogs(seen, cluster, context, window),
    lookAtPods(seen, cluster),
    lookAtPolicies(seen, cluster, destinations(context, ['database'])),
  ],
});
