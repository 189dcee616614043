import { describe, expect, it } from 'vitest';
import { marks } from '../../../../src/steps/actions/writers/mark.ts';
import { tryCall } from '../../../../src/steps/checks/call.ts';
import { field } from '../../../../src/steps/manifest/json.ts';
import {
  type Cluster,
  ClusterError,
  type Manifest,
  type NamespaceState,
} from '../../../../src/steps/ports/cluster.ts';
import { objectCluster } from '../../../fixtures/object-cluster.ts';
import { fakeFiles, fakeRunContext } from '../../../fixtures/run-context.ts';
import { emptyState, scriptedCluster } from '../../../fixtures/scripted-cluster.ts';

function deployment(name: string, replicas: number): Manifest {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { replicas } };
}

const nightly = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly' },
  spec: { schedule: '0 3 * * *' },
};

const platform = [deployment('teei-api-gateway', 3), deployment('teei-q2q-ai', 0), nightly];

const atWork: NamespaceState = {
  ...emptyState,
  jobs: [
    {
      name: 'nightly-1',
      uid: 'j',
      active: 1,
      succeeded: 0,
      failed: 0,
      conditions: [],
      createdAt: undefined,
    },
  ],
};

/** A cluster with these objects, in which a Job ends after so many milliseconds. */
function world({ jobEnds = 1000, more = {} }: { jobEnds?: number; more?: Partial<Cluster> } = {}) {
  const objects = objectCluster(platform);
  const scenes = [
    { at: 0, view: { state: atWork, trouble: undefined } },
    { at: jobEnds, view: { state: emptyState, trouble: undefined } },
  ];
  const { cluster, clock } = scriptedCluster(scenes, { ...objects.methods, ...more });
  const context = fakeRunContext({ ports: { cluster, clock, files: fakeFiles({}) } });
  return {
    ...objects,
    call: (check: string, args: Record<string, unknown> = {}) => tryCall({ check, with: args }, context),
  };
}

describe('writers.stop', () => {
  it('stops everything, waits for the Job at work, and keeps how it was', async () => {
    const { call, now } = world();
    const stopped = await call('writers.stop');
    expect(stopped).toMatchObject({
      verdict: 'pass',
      summary: '3 stopped, nothing writes; how they were is kept in /sessions/one/steps/step-1/writers.json',
      values: { writers: '/sessions/one/steps/step-1/writers.json' },
    });
    expect(stopped.evidence[0].details).toEqual([
      'CronJob nightly: runs on its schedule',
      'Deployment teei-api-gateway: 3 pods',
      'Deployment teei-q2q-ai: 0 pods',
      'An autoscaler leaves a Deployment alone that is scaled to zero.',
    ]);
    expect(field(now('Deployment', 'teei-api-gateway'), 'spec', 'replicas')).toBe(0);
    expect(field(now('CronJob', 'nightly'), 'spec', 'suspend')).toBe(true);
  });

  it('fails where a Job does not end in time, and names it', async () => {
    const { call } = world({ jobEnds: 60_000 });
    expect(await call('writers.stop', { deadline: '10s' })).toMatchObject({
      verdict: 'fail',
      summary: 'not everything has stopped: Jobs still at work: nightly-1',
    });
  });

  it('fails where a service is not there, and where one can’t be scaled', async () => {
    const refused = new ClusterError('forbidden', 'User eve may not patch deployments.');
    const { call } = world({
      more: {
        patch: ({ kind }, ...rest) =>
          kind === 'Deployment'
            ? Promise.reject(refused)
            : world().methods.patch({ kind, apiVersions: ['batch/v1'] }, ...rest),
      },
    });
    const stopped = await call('writers.stop', { services: ['api-gateway', 'unheard-of'] });
    expect(stopped.verdict).toBe('fail');
    expect(stopped.summary).toContain('Deployment teei-api-gateway was not stopped: User eve may not patch');
    expect(stopped.summary).toContain('there is no Deployment unheard-of');
  });

  it('is not confused by a controller that writes in between', async () => {
    const objects = objectCluster(platform);
    let touched = false;
    const { call } = world({
      more: {
        ...objects.methods,
        get: (kind, name) => {
          const object = objects.methods.get(kind, name);
          if (!touched) objects.touch(kind.kind, name);
          touched = true;
          return object;
        },
      },
    });
    expect((await call('writers.stop')).verdict).toBe('pass');
  });

  it('is an error, not a pass, where the namespace can’t be watched', async () => {
    const trouble = new ClusterError('unreachable', 'Can’t reach the server.');
    const { cluster, clock } = scriptedCluster(
      [{ at: 0, view: { state: emptyState, trouble } }],
      objectCluster(platform).methods,
    );
    const context = fakeRunContext({ ports: { cluster, clock, files: fakeFiles({}) } });
    const stopped = await tryCall({ check: 'writers.stop', with: { deadline: '5s' } }, context);
    expect(stopped).toMatchObject({ verdict: 'error', summary: 'Can’t reach the server.' });
  });
});

describe('writers.start', () => {
  it('puts back what was stopped, by the marks alone', async () => {
    const { call, now } = world();
    await call('writers.stop');
    // Somebody stopped it again, after an interruption.
    await call('writers.stop');
    expect(await call('writers.start')).toMatchObject({
      verdict: 'pass',
      summary: '3 started, each as it was before',
    });
    expect(field(now('Deployment', 'teei-api-gateway'), 'spec', 'replicas')).toBe(3);
    expect(field(now('Deployment', 'teei-q2q-ai'), 'spec', 'replicas')).toBe(0);
    expect(field(now('CronJob', 'nightly'), 'spec', 'suspend')).toBe(false);
    expect(field(now('CronJob', 'nightly'), 'metadata', 'annotations', marks.suspend)).toBeUndefined();
    expect(await call('writers.start')).toMatchObject({
      verdict: 'pass',
      summary: '0 started, each as it was before',
    });
  });

  it('fails where something is not as it was kept', async () => {
    const { call, methods } = world();
    const kept = (await call('writers.stop')).values?.['writers'];
    const patch = { metadata: { annotations: { [marks.replicas]: null } } };
    await methods.patch({ kind: 'Deployment', apiVersions: ['apps/v1'] }, 'teei-api-gateway', patch, {
      fieldManager: 'eve',
    });
    expect(await call('writers.start', { kept })).toMatchObject({
      verdict: 'fail',
      summary: 'not everything is as before: Deployment teei-api-gateway is not as before (3 pods)',
    });
  });

  it('says that there is no such list', async () => {
    expect((await world().call('writers.start', { kept: 'nowhere.json' })).verdict).toBe('error');
  });
});
