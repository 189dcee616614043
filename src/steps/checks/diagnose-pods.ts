import { defineDiagnosis } from './diagnose/define-diagnosis.ts';
import { lookAtNodes } from './diagnose/load-look.ts';
import { lookAtPods } from './diagnose/pod-look.ts';

/** Why do pods not start, or not stay up? */
export const diagnosePods = defineDiagnosis({
  name: 'diagnose.pods',
  summary: 'Finds out why pods do not start or stay up, and names the likeliest cause first.',
  looksAt: 'every pod with its events and last words, nodes',
  looks: ({ seen, cluster }) => [lookAtPods(seen, cluster), lookAtNodes(cluster)],
});
