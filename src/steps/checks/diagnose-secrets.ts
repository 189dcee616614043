import { defineDiagnosis } from './diagnose/define-diagnosis.ts';
import { lookAtLogs } from './diagnose/log-look.ts';
import { lookAtPods } from './diagnose/pod-look.ts';
import { destinations, lookAtPolicies } from './diagnose/policy-look.ts';
import { lookAtVault } from './diagnose/vault-look.ts';

/** Why do pods get no secrets? */
export const diagnoseSecrets = defineDiagnosis({
  name: 'diagnose.secrets',
  summary: 'Finds out why pods get no secrets: Vault, its policy, a missing Secret, the network.',
  looksAt: 'Vault, pods, logs, network policies',
  looks: ({ seen, cluster, context, window }) => [
    lookAtVault(context),
    lookAtPods(seen, cluster),
    lookAtLogs(seen, cluster, context, window),
    lookAtPolicies(seen, cluster, destinations(context, ['vault'])),
  ],
});
