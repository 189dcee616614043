import * as z from 'zod';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { withCluster } from '../checks/with-cluster.ts';
import type { RunContext } from '../context.ts';
import { field, text } from '../manifest/json.ts';
import type { Cluster } from '../ports/cluster.ts';
import { keptLabel } from './snapshot/kinds.ts';
import { entryText, type SchemaVersion, versionsKind, versionsName, versionsOf } from './schema/versions.ts';

const name = 'schema.record';
const fieldManager = 'teei-runbook';

const schema = z.strictObject({
  /** Version that the schema belongs to. */
  version: z.string().min(1),
  /** What was done. */
  migration: z.string().min(1),
  notes: z.string().default(''),
  /** Day of it; left out, today. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a date such as 2025-11-14' })
    .optional(),
});

type Args = z.infer<typeof schema>;

/** Writes down that the database's schema has a new version. */
export const schemaRecord = defineCheck({
  name,
  summary: 'Writes a version of the database’s schema into the table of versions in the cluster.',
  mode: 'act',
  needs: ['cluster'],
  schema,
  example: { version: 'v1.2.3', migration: 'compatible', notes: 'Job db-migrate' },
  describe: ({ version, migration }) => `the schema of ${version} (${migration}) is in ${versionsName}`,
  changes: ({ version }, { environment }) => [
    `ConfigMap ${versionsName} in ${environment.namespace}: the entry ${version}`,
  ],
  run: (args, context) =>
    withCluster(name, context, async (cluster) =>
      isKey(args.version)
        ? write(args, cluster, context)
        : missing(name, 'a version such as v1.2.3', args.version),
    ),
});

/** What can be a key of a ConfigMap. */
function isKey(version: string): boolean {
  return /^[\w.-]{1,253}$/.test(version);
}

/** An entry that says the same already is left as it is, with its date. */
async function write(args: Args, cluster: Cluster, context: RunContext): Promise<CheckResult> {
  const { version, migration, notes } = args;
  const standing = await cluster.get(versionsKind, versionsName);
  const before = versionsOf(standing).find((entry) => entry.version === version);
  if (before?.migration === migration && before.notes === notes) {
    return done(before, `it is there since ${before.date}`);
  }
  const today = new Date(context.ports.clock.now()).toISOString().slice(0, 10);
  const entry: SchemaVersion = { version, migration, notes, date: args.date ?? today };
  const data = { [version]: entryText(entry) };
  if (standing === undefined) {
    const metadata = {
      name: versionsName,
      namespace: context.environment.namespace,
      labels: { 'app.kubernetes.io/managed-by': fieldManager, [keptLabel]: 'true' },
    };
    await cluster.create(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
      { fieldManager, dryRun: false },
    );
  } else {
    const resourceVersion = text(field(standing, 'metadata', 'resourceVersion'));
    await cluster.patch(
      versionsKind,
      versionsName,
      { metadata: { resourceVersion }, data },
      { fieldManager },
    );
  }
  return done(entry, before === undefined ? 'written' : `written over what ${before.date} said`);
}

function done({ version, migration, date }: SchemaVersion, observed: string): CheckResult {
  return {
    verdict: 'pass',
    summary: `Schema ${version} (${migration}, ${date}): ${observed}`,
    evidence: [
      {
        check: name,
        result: 'pass',
        what: `schema ${version}`,
        where: `ConfigMap ${versionsName}`,
        expected: `${migration}, ${date}`,
        observed,
      },
    ],
  };
}
