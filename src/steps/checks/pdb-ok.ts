import * as z from 'zod';
import { missing } from './answers.ts';
import { defineCheck } from './define-check.ts';
import { judgeBudgets, readBudget } from './pdb/judge.ts';
import { targetsOf } from './targets.ts';
import { withCluster } from './with-cluster.ts';

const kind = { kind: 'PodDisruptionBudget', apiVersions: ['policy/v1', 'policy/v1beta1'] } as const;

/** Do the disruption budgets of the namespace leave room? */
export const pdbOk = defineCheck({
  name: 'pdb.ok',
  summary: 'Every disruption budget of the namespace lets at least one pod be evicted.',
  mode: 'look',
  needs: ['cluster'],
  schema: z.strictObject({}),
  example: {},
  describe: (_args, { environment }) =>
    `every disruption budget of ${environment.namespace} lets a pod be evicted`,
  run: (_args, context) =>
    withCluster('pdb.ok', context, async (cluster) => {
      const [budgets, deployments] = await Promise.all([
        cluster.list(kind),
        cluster.list({ kind: 'Deployment', apiVersions: ['apps/v1'] }),
      ]);
      if (budgets === undefined)
        return missing('pdb.ok', 'a server that knows disruption budgets', 'it does not');
      const targets = targetsOf('all', context);
      const read = budgets.map((budget) => readBudget(budget, deployments ?? [], targets));
      return judgeBudgets(read, context.environment.namespace);
    }),
});
