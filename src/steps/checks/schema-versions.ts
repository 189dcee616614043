import * as z from 'zod';
import { versionsKind, versionsName, versionsOf } from '../actions/schema/versions.ts';
import type { RunContext } from '../context.ts';
import type { Cluster } from '../ports/cluster.ts';
import { textTable } from '../text-table.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { withCluster } from './with-cluster.ts';

const name = 'schema.versions';

/** Which versions has the database's schema had? */
export const schemaVersions = defineCheck({
  name,
  summary: 'Shows the versions of the database’s schema that migrations have written down.',
  mode: 'look',
  needs: ['cluster'],
  sets: ['schema-version'],
  schema: z.strictObject({}),
  example: {},
  describe: () => `which versions of the schema ${versionsName} knows`,
  run: (_args, context) => withCluster(name, context, (cluster) => look(cluster, context)),
});

async function look(cluster: Cluster, context: RunContext): Promise<CheckResult> {
  const versions = versionsOf(await cluster.get(versionsKind, versionsName));
  const where = `ConfigMap ${versionsName}`;
  const what = 'versions of the database’s schema';
  const row = { check: name, what, where, expected: 'at least one' };
  const latest = versions.at(-1);
  if (latest === undefined) {
    const next =
      'The runbook cluster-setup writes the first entry; a migration of the runbook deploy writes its own';
    return {
      verdict: 'inconclusive',
      summary: 'No version of the schema is written down',
      evidence: [{ ...row, result: 'inconclusive', observed: 'none', next }],
    };
  }
  const rows = versions.map(({ version, date, migration, notes }) => [version, date, migration, notes]);
  await context.output(
    'stdout',
    `${textTable(['VERSION', 'DATE', 'MIGRATION', 'NOTES'], rows).join('\n')}\n`,
  );
  const observed = `${String(versions.length)}, the newest ${latest.version} of ${latest.date}`;
  return {
    verdict: 'pass',
    summary: `The schema is of ${latest.version}, since ${latest.date} (${latest.migration})`,
    values: { 'schema-version': latest.version },
    evidence: [{ ...row, result: 'pass', observed }],
  };
}
