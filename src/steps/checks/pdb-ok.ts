import * as z from 'zod';
import { missing, unanswered } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeBudgets, readBudget } from './pdb/judge.ts';
import { targetsOf } from './targets.ts';
import { clusterError } from './watch-until.ts';

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
  run: async (_args, context): Promise<CheckResult> => {
    const { cluster } = context.ports;
    if (cluster === undefined) return missing('pdb.ok', 'a pinned cluster', 'none');
    try {
      const [budgets, deployments] = await Promise.all([
        cluster.list(kind),
        cluster.list({ kind: 'Deployment', apiVersions: ['apps/v1'] }),
      ]);
      if (budgets === undefined)
        return missing('pdb.ok', 'a server that knows disruption budgets', 'it does not');
      const targets = targetsOf('all', context);
      const read = budgets.map((budget) => readBudget(budget, deployments ?? [], targets));
      return judgeBudgets(read, context.environment.namespace);
    } catch (thrown) {
      return unanswered('pdb.ok', clusterError(thrown));
    }
  },
});
