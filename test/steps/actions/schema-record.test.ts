import { describe, expect, it } from 'vitest';
import { schemaRecord } from '../../../src/steps/actions/schema-record.ts';
import { schemaVersions } from '../../../src/steps/checks/schema-versions.ts';
import { snapshotTake } from '../../../src/steps/actions/snapshot-take.ts';
import { type Cluster, ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { objectCluster } from '../../fixtures/object-cluster.ts';
import { fakeClock, fakeFiles, fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const baseline = { version: 'v1.0.0', migration: 'Initial schema', notes: 'Baseline', date: '2025-11-14' };
const table = 'teei-schema-versions';

/** A cluster that keeps what is created. */
function keepingCluster() {
  let objects = objectCluster([]);
  const created: Manifest[] = [];
  const cluster: Cluster = fakeCluster({
    get: (kind, name) => objects.methods.get(kind, name),
    list: (kind) => objects.methods.list(kind),
    patch: (...args) => objects.methods.patch(...args),
    create: (manifest) => {
      created.push(manifest);
      objects = objectCluster(created);
      return Promise.resolve(manifest);
    },
  });
  return { cluster, created, touch: () => objects.touch('ConfigMap', table) };
}

describe('the table of the schema’s versions', () => {
  it('begins with the first entry, and is printed oldest first', async () => {
    const { cluster } = keepingCluster();
    const context = fakeRunContext({ ports: { cluster, clock: fakeClock() } });
    const next = { version: 'v1.2.3', migration: 'compatible', notes: 'Job db-migrate' };
    expect(await schemaRecord.run(next, context)).toMatchObject({ verdict: 'pass' });
    expect(await schemaRecord.run(baseline, context)).toMatchObject({ verdict: 'pass' });
    const shown = await schemaVersions.run({}, context);
    expect(shown).toMatchObject({ verdict: 'pass', values: { 'schema-version': 'v1.2.3' } });
    expect(context.told.output.stdout).toBe(
      [
        'VERSION  DATE        MIGRATION       NOTES',
        'v1.0.0   2025-11-14  Initial schema  Baseline',
        'v1.2.3   2026-03-02  compatible      Job db-migrate',
        '',
      ].join('\n'),
    );
  });

  it('leaves an entry that says the same, with its date', async () => {
    const { cluster } = keepingCluster();
    await schemaRecord.run(baseline, fakeRunContext({ ports: { cluster, clock: fakeClock() } }));
    const refusing = { ...cluster, patch: () => Promise.reject(new ClusterError('forbidden', 'no')) };
    const context = fakeRunContext({ ports: { cluster: refusing, clock: fakeClock() } });
    const { date: _date, ...again } = baseline;
    const result = await schemaRecord.run(again, context);
    expect(result.evidence[0]).toMatchObject({ result: 'pass', observed: 'it is there since 2025-11-14' });
  });

  it('is in no snapshot, so that no rollback takes an entry back', async () => {
    const { cluster } = keepingCluster();
    const files = fakeFiles({});
    const identity = {
      server: 'https://k',
      uid: 'u',
      context: 'c',
      namespace: 'teei-production',
      version: 'v1.32.4',
    };
    const state = { deployments: [], replicaSets: [], statefulSets: [], daemonSets: [] };
    const whole = {
      ...cluster,
      identity: () => Promise.resolve(identity),
      look: () => Promise.resolve({ ...state, controllerRevisions: [], pods: [], events: [], jobs: [] }),
    };
    const context = fakeRunContext({ ports: { cluster: whole, files, clock: fakeClock() } });
    await schemaRecord.run(baseline, context);
    await cluster.create(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'teei-config' } },
      { fieldManager: 'x', dryRun: false },
    );
    await snapshotTake.run({}, context);
    const saved = files.content.get(`${context.stepDir}/configmaps.yaml`);
    expect(saved).toContain('teei-config');
    expect(saved).not.toContain(table);
  });

  it('is inconclusive while it is empty, and an error where it can’t be read', async () => {
    const { cluster } = keepingCluster();
    expect(await schemaVersions.run({}, fakeRunContext({ ports: { cluster } }))).toMatchObject({
      verdict: 'inconclusive',
    });
    const down = fakeRunContext({ ports: { cluster: fakeCluster() } });
    expect(await schemaVersions.run({}, down)).toMatchObject({ verdict: 'error' });
    expect(await schemaRecord.run(baseline, down)).toMatchObject({ verdict: 'error' });
    const odd = { ...baseline, version: 'v1 of all' };
    expect((await schemaRecord.run(odd, down)).summary).toBe('schema.record needs a version such as v1.2.3');
  });
});
