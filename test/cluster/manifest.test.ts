import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import { manifestApply } from '../../src/steps/actions/manifest-apply.ts';
import { manifestDiff } from '../../src/steps/actions/manifest-diff.ts';
import { manifestApproved } from '../../src/steps/checks/manifest-approved.ts';
import { manifestDryRun } from '../../src/steps/checks/manifest-dry-run.ts';
import { manifestRefs } from '../../src/steps/checks/manifest-refs.ts';
import { applyObjects } from '../../src/steps/manifest/apply-objects.ts';
import { openApproved } from '../../src/steps/manifest/approved.ts';
import { field } from '../../src/steps/manifest/json.ts';
import { makeNamespace, sampleManifests, type TestNamespace } from '../fixtures/cluster.ts';
import { liveContext } from '../fixtures/cluster-context.ts';
import type { FakeContext } from '../fixtures/run-context.ts';
import { describeWithCluster } from './describe-with-cluster.ts';

const services = ['api-gateway', 'analytics'];
const deployments = { apiVersions: ['apps/v1'], kind: 'Deployment' } as const;

describeWithCluster('releasing a manifest on a real cluster', (admin) => {
  let target: TestNamespace;
  let context: FakeContext;

  beforeAll(async () => {
    target = await makeNamespace(admin, 'manifest');
  });
  beforeEach(async () => {
    await target.deploy({ services, tag: 'v1.2.2', replicas: 1 });
    context = await liveContext(target, services);
    const rendered = await sampleManifests(target.namespace, { services, tag: 'v1.2.3', replicas: 1 });
    await writeFile(join(context.stepDir, 'rendered.yaml'), rendered);
  });
  afterAll(() => target.remove());

  async function compared(): Promise<{ readonly manifest: string; readonly plan: string }> {
    const result = await manifestDiff.run({ manifest: 'rendered.yaml' }, context);
    expect(result.verdict).toBe('pass');
    return { manifest: 'rendered.yaml', plan: String(result.values?.['release-plan']) };
  }

  async function images(): Promise<readonly unknown[]> {
    const live = await Promise.all(
      services.map((service) => target.cluster.get(deployments, `prod-teei-${service}`)),
    );
    return live.map((one) => {
      const containers = field(one, 'spec', 'template', 'spec', 'containers');
      return Array.isArray(containers) ? field(containers[0], 'image') : undefined;
    });
  }

  const tagged = (tag: string): readonly string[] =>
    services.map((service) => `ghcr.io/henrigkroine/teei-${service}:${tag}`);

  it('shows what changes, applies exactly that, and finds it applied when it is asked again', async () => {
    const files = await compared();
    expect(context.told.output.stdout).toContain(
      '-          image: ghcr.io/henrigkroine/teei-analytics:v1.2.2',
    );
    const changes = await readFile(join(context.stepDir, 'changes.txt'), 'utf8');
    expect(changes).toContain('2 objects change, 3 stay as they are');
    expect(await manifestApproved.run(files, context)).toMatchObject({ verdict: 'pass' });
    const applied = await manifestApply.run(files, context);
    expect(applied.summary).toBe('5 objects applied as approved: 0 created, 2 changed, 3 unchanged');
    expect(await images()).toEqual(tagged('v1.2.3'));
    const again = await manifestApply.run(files, context);
    expect(again.summary).toBe('5 objects applied as approved: 0 created, 0 changed, 5 unchanged');
    expect((await manifestApproved.run(files, context)).summary).toContain('2 of them are applied already');
  });

  it('applies nothing when somebody has changed one object since, and shows who, what and when', async () => {
    const files = await compared();
    await target.kubectl(['set', 'env', 'deployment/prod-teei-analytics', 'DEBUG=1']);
    const looked = await manifestApproved.run(files, context);
    expect(looked.verdict).toBe('fail');
    expect(looked.summary).toContain(
      '1 of 5 objects changed in the cluster since the diff that was approved',
    );
    expect(looked.evidence[0].what).toBe('Deployment prod-teei-analytics');
    expect(looked.evidence[0].since).toMatch(/^20/);
    expect(looked.evidence[0].observed).toMatch(/^changed by kubectl/);
    expect(looked.evidence[0].details?.join('\n')).toContain('+            - name: DEBUG');
    const applied = await manifestApply.run(files, context);
    expect(applied.verdict).toBe('fail');
    expect(await images()).toEqual(tagged('v1.2.2'));
    await target.kubectl(['set', 'env', 'deployment/prod-teei-analytics', 'DEBUG-']);
  });

  it('refuses a manifest of which one byte is another, with its lines', async () => {
    const files = await compared();
    const path = join(context.stepDir, 'rendered.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('v1.2.3', 'v1.2.4'));
    const result = await manifestApply.run(files, context);
    expect(result.summary).toBe('The manifest is not the one that was approved: nothing may be applied');
    expect(result.evidence[0].details?.join('\n')).toMatch(/-.*v1\.2\.3[^]*\+.*v1\.2\.4/);
    expect(await images()).toEqual(tagged('v1.2.2'));
  });

  it('stops at an object that is changed while the others are being applied', async () => {
    const files = await compared();
    const opened = await openApproved({ check: 'test', ...files }, context, target.cluster);
    if (opened.kind !== 'approved') throw new Error(opened.result.summary);
    const workloads = opened.objects.filter(({ planned }) => planned.kind === 'Deployment');
    const [first, second] = workloads;
    const stop = new AbortController();
    await target.kubectl([
      'annotate',
      'deployment',
      second?.planned.name ?? '',
      'note=by-hand',
      '--overwrite',
    ]);
    const applied = await applyObjects(target.cluster, workloads, stop.signal, () => undefined, systemClock);
    expect(applied.map(({ object, result }) => [object.title, result])).toEqual([
      [first?.title, 'changed'],
      [second?.title, 'refused'],
    ]);
    await target.kubectl(['annotate', 'deployment', second?.planned.name ?? '', 'note-']);
  });

  it('is refused by the server when it sends a version that is not the present one', async () => {
    const live = await target.cluster.get(deployments, 'prod-teei-analytics');
    await target.kubectl(['annotate', 'deployment', 'prod-teei-analytics', 'other=1', '--overwrite']);
    const stale = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'prod-teei-analytics',
        namespace: target.namespace,
        labels: { tried: 'yes' },
        resourceVersion: field(live, 'metadata', 'resourceVersion'),
      },
    };
    const how = { fieldManager: 'test', force: true, dryRun: false };
    await expect(target.cluster.serverSideApply(stale, how)).rejects.toMatchObject({ reason: 'conflict' });
  });

  it('tells whose fields are taken over, and leaves the number of pods to an autoscaler', async () => {
    await target.kubectl(['autoscale', 'deployment', 'prod-teei-analytics', '--min=1', '--max=3']);
    await target.kubectl(['scale', 'deployment', 'prod-teei-analytics', '--replicas=2']);
    const tried = await manifestDryRun.run({ manifest: 'rendered.yaml', of: 'objects' }, context);
    expect(tried.verdict).toBe('pass');
    const told = await readFile(join(context.stepDir, 'ownership.txt'), 'utf8');
    expect(told).toMatch(/Deployment prod-teei-api-gateway, from kubectl: .*image/);
    expect(told).toMatch(/autoscaler owns[^\n]*\n {2}Deployment prod-teei-analytics\n/);
    const files = await compared();
    expect(context.told.output.stdout).not.toMatch(/^[-+] {2}replicas/m);
    expect(await manifestApply.run(files, context)).toMatchObject({ verdict: 'pass' });
    const live = await target.cluster.get(deployments, 'prod-teei-analytics');
    expect(field(live, 'spec', 'replicas')).toBe(2);
    await target.kubectl(['delete', 'hpa', 'prod-teei-analytics']);
  });

  it('finds a quota that is too small and a ConfigMap that is missing, before anything is applied', async () => {
    await target.kubectl(['create', 'quota', 'small', '--hard=pods=1']);
    await target.kubectl(['wait', '--for=jsonpath={.status.hard.pods}=1', 'quota/small', '--timeout=30s']);
    const tried = await manifestDryRun.run({ manifest: 'rendered.yaml', of: 'pods' }, context);
    expect(tried.verdict).toBe('fail');
    expect(tried.summary).toContain('the server refuses 2 of 2');
    expect(tried.evidence[0].observed).toContain('exceeded quota');
    await target.kubectl(['delete', 'quota', 'small']);
    const path = join(context.stepDir, 'rendered.yaml');
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replaceAll('name: prod-teei-config', 'name: other-config'),
    );
    expect(await manifestRefs.run({ manifest: 'rendered.yaml' }, context)).toMatchObject({ verdict: 'pass' });
    const [, ...rest] = (await readFile(path, 'utf8')).split('---\n');
    await writeFile(path, rest.join('---\n'));
    const missing = await manifestRefs.run({ manifest: 'rendered.yaml' }, context);
    expect(missing.summary).toBe('ConfigMap other-config: neither in the manifest nor in the cluster');
    expect(await images()).toEqual(tagged('v1.2.2'));
  });
});
