import * as z from 'zod';
import { historyTable } from '../actions/rollback/history-table.ts';
import { readHistories } from '../actions/rollback/read-histories.ts';
import type { RunContext } from '../context.ts';
import { servicesSchema } from '../manifest/asked-services.ts';
import type { Cluster } from '../ports/cluster.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { namesOf, targetsOf } from './targets.ts';
import { withCluster } from './with-cluster.ts';

const name = 'rollback.history';

const schema = z.strictObject({
  /** Services whose revisions are shown. */
  services: servicesSchema,
  /** A snapshot that says which revision was running; empty: none. */
  snapshot: z.string().default(''),
});

/** Which revisions can be gone back to? */
export const rollbackHistory = defineCheck({
  name,
  summary: 'Shows the revisions that are kept of Deployments, and which of them was saved or has failed.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { services: ['analytics'] },
  describe: ({ services }, context) => `the revisions of ${namesOf(targetsOf(services, context))} are shown`,
  run: (args, context) => withCluster(name, context, (cluster) => look(args, cluster, context)),
});

async function look(
  args: z.infer<typeof schema>,
  cluster: Cluster,
  context: RunContext,
): Promise<CheckResult> {
  const targets = targetsOf(args.services, context);
  if (targets.length === 0) return missing(name, 'services in platform.yaml', 'none');
  const read = await readHistories(targets, args.snapshot, cluster, context);
  if (read.kind === 'unusable') return missing(name, 'a snapshot of this namespace', read.why);
  const table = historyTable(read.histories, context.ports.clock.now());
  await context.output('stdout', `${table.join('\n')}\n`);
  const without = read.histories.filter(({ revisions }) => revisions.length === 0);
  const count = read.histories.reduce((sum, { revisions }) => sum + revisions.length, 0);
  const good = without.length === 0;
  const summary = good
    ? `${String(count)} revisions of ${namesOf(targets)} are kept`
    : `no revision is kept of ${without.map(({ service }) => service).join(', ')}`;
  return {
    verdict: good ? 'pass' : 'fail',
    summary,
    evidence: [
      {
        check: name,
        result: good ? 'pass' : 'fail',
        what: `revisions of ${namesOf(targets)}`,
        expected: 'at least one of each',
        observed: summary,
        ...(good ? {} : { next: 'Restore those from the saved state' }),
        details: table,
      },
    ],
    ...(good ? {} : { failing: without.map(({ service }) => service) }),
  };
}
