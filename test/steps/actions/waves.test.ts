import { describe, expect, it } from 'vitest';
import { runWave, type WaveRun } from '../../../src/steps/actions/waves/run-wave.ts';
import { endedAt, allDone } from '../../../src/steps/actions/waves/conclude-waves.ts';
import { planWaves, type Wave } from '../../../src/steps/actions/waves/plan-waves.ts';
import { waveTable } from '../../../src/steps/actions/waves/wave-table.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import type { Progress } from '../../../src/steps/context.ts';
import type { ApprovedObject } from '../../../src/steps/manifest/approved-object.ts';
import { comparableDigest } from '../../../src/steps/manifest/comparable.ts';
import { templateDigest } from '../../../src/steps/manifest/template-digest.ts';
import type { Cluster, Manifest, NamespaceState } from '../../../src/steps/ports/cluster.ts';
import { plainText } from '../../../src/ui/text/measure.ts';
import { tableLines } from '../../../src/ui/text/table/table-lines.ts';
import { expectGolden } from '../../fixtures/golden.ts';
import { recordedState } from '../../fixtures/recorded-state.ts';
import { fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { emptyState, scriptedCluster } from '../../fixtures/scripted-cluster.ts';

const template = { spec: { containers: [{ name: 'app', image: 'registry.example.com/app:v2' }] } };

const services = [
  service('discord-bot', { wave: 1 }),
  service('analytics', { wave: 2 }),
  service('reporting', { wave: 2 }),
  service('api-gateway', { wave: 3 }),
];

function object(kind: string, name: string, labels: Readonly<Record<string, string>> = {}): ApprovedObject {
  const spec = kind === 'Deployment' ? { spec: { template } } : {};
  const manifest: Manifest = { apiVersion: 'v1', kind, metadata: { name, labels, uid: name }, ...spec };
  const result = comparableDigest(manifest, { autoscaled: false, created: false });
  const planned = {
    apiVersion: 'v1',
    kind,
    name,
    change: 'change',
    uid: name,
    live: '0'.repeat(64),
    result,
    autoscaled: false,
  } as const;
  return { title: `${kind} ${name}`, manifest, planned, expected: null, applied: false };
}

const objects = [
  object('ConfigMap', 'teei-config'),
  ...services.flatMap(({ name }) => [
    object('Deployment', `teei-${name}`, { 'app.kubernetes.io/name': name }),
    object('Service', `teei-${name}`, { 'app.kubernetes.io/name': name }),
    object('PodDisruptionBudget', `teei-${name}`, { 'app.kubernetes.io/name': name }),
  ]),
  object('ConfigMap', 'reporting-templates', { 'app.kubernetes.io/name': 'reporting' }),
];

function wavesOf(names: readonly string[]): readonly Wave[] {
  return planWaves(
    objects,
    services.filter(({ name }) => names.includes(name)),
    services,
  ).waves;
}

const all = services.map(({ name }) => name);

describe('planWaves', () => {
  it('takes what all share first, then the services by their waves, each with what is its own', () => {
    const waves = wavesOf(all);
    expect(waves.map(({ number, objects: own }) => [number, own.length])).toEqual([
      [0, 1],
      [1, 3],
      [2, 7],
      [3, 3],
    ]);
    expect(waves[2]?.targets.map(({ service: name, kind }) => `${kind} ${name}`)).toEqual([
      'Deployment analytics',
      'Deployment reporting',
    ]);
    expect(waves[2]?.reachable).toEqual(['analytics', 'reporting']);
  });

  it('leaves the objects of other services alone, and says what of the asked ones is not there', () => {
    const { left, absent, waves } = planWaves(objects, services.slice(0, 1), services);
    expect(waves.map(({ number }) => number)).toEqual([0, 1]);
    expect(left).toHaveLength(10);
    expect(absent).toEqual([]);
    expect(planWaves([], services.slice(0, 1), services)).toMatchObject({
      absent: ['discord-bot'],
      waves: [],
    });
  });
});

/** A namespace in which each service is as a recorded Deployment was. */
function stateOf(how: Readonly<Record<string, string>>): NamespaceState {
  const states = Object.entries(how).map(([name, recorded]) => {
    const from =
      recorded === 'ready' ? 'buddy-service' : recorded === 'crash-loop' ? 'api-gateway' : 'analytics';
    return recordedState(recorded, (text) =>
      text.replaceAll(`prod-teei-${from}`, `teei-${name}`).replaceAll('"uid": "', `"uid": "${name}`),
    );
  });
  return {
    ...emptyState,
    deployments: states.flatMap((state) => state.deployments),
    replicaSets: states.flatMap((state) => state.replicaSets),
    pods: states.flatMap((state) => state.pods),
    events: states.flatMap((state) => state.events),
  };
}

describe('the live table of the waves', () => {
  it('shows at one glance what is verified, what moves or fails, and what is not yet touched', () => {
    const told: Progress[] = [];
    let now = 0;
    const table = waveTable(
      wavesOf(all),
      () => now,
      (progress) => void told.push(progress),
    );
    table.see(stateOf(Object.fromEntries(all.map((name) => [name, 'ready']))));
    table.show(1, 'applying');
    now = 4000;
    table.see(
      stateOf({
        'discord-bot': 'ready',
        analytics: 'crash-loop',
        reporting: 'not-ready',
        'api-gateway': 'ready',
      }),
    );
    table.show(2, undefined, 'two to come');
    now = 16_000;
    table.show(2, undefined, 'two to come');
    const last = told.at(-1);
    expect(last?.summary).toBe('1 of 4 rolled out, 16s; wave 2; two to come');
    const shown = [75, 85].map((width) =>
      tableLines({ columns: last?.columns ?? [], rows: last?.rows ?? [] }, width, 6)
        .map((line) => plainText(line).trimEnd())
        .join('\n'),
    );
    expectGolden(new URL('../../fixtures/waves/table.txt', import.meta.url), `${shown.join('\n\n')}\n`);
  });
});

/** A service that answers so. */
function status(code: number): Partial<Cluster> {
  const answer = {
    kind: 'answer',
    status: code,
    headers: {},
    body: '',
    truncated: false,
    milliseconds: 1,
  } as const;
  return { askService: () => Promise.resolve(answer) };
}

describe('one wave', () => {
  const [, wave] = wavesOf(['discord-bot']);
  if (wave === undefined) throw new Error('no wave');

  function run(more: Partial<Cluster>, state: NamespaceState) {
    const ports = scriptedCluster([{ at: 0, view: { state, trouble: undefined } }], {
      get: ({ kind }, name) =>
        Promise.resolve(
          objects.find(({ planned }) => planned.name === name && planned.kind === kind)?.manifest,
        ),
      serverSideApply: (manifest) => Promise.resolve(manifest),
      endpoints: () => Promise.resolve([{ service: 'teei-discord-bot', ready: 1, notReady: 0 }]),
      list: () =>
        Promise.resolve([{ metadata: { name: 'teei-discord-bot' }, spec: { ports: [{ port: 80 }] } }]),
      ...more,
    });
    const context = fakeRunContext({ inventory: { ...inventory, services }, ports });
    const told: Progress[] = [];
    const waves = wave === undefined ? [] : [wave];
    const table = waveTable(
      waves,
      () => 0,
      (progress) => void told.push(progress),
    );
    const rules = { deadline: 30_000, stableFor: 0, samples: 1 };
    const asked: WaveRun = {
      check: 'rollout.waves',
      cluster: ports.cluster,
      context,
      services,
      table,
      ...rules,
    };
    return { asked, told };
  }

  const good = stateOf({ 'discord-bot': 'ready' });

  it('tells a rollout of another template than the one that it applied as somebody else’s', async () => {
    const { asked } = run(status(200), good);
    const end = await runWave(asked, wave, 0);
    expect(end).toMatchObject({ kind: 'ended', result: { verdict: 'fail', failing: ['discord-bot'] } });
    expect(end.kind === 'ended' ? end.result.summary : '').toContain(
      'Somebody else has changed it meanwhile',
    );
  });

  it('is verified when it is applied, rolled out, reached and healthy', async () => {
    const { asked, told } = run(status(200), pinned(good));
    asked.table.see(good);
    expect(await runWave(asked, wave, 0)).toMatchObject({ kind: 'verified', changed: false });
    expect(told.flatMap(({ rows }) => rows?.map(({ cells }) => cells[2]) ?? [])).toEqual(
      expect.arrayContaining(['applying', 'endpoints', 'health']),
    );
  });

  it('asks again until the deadline, and then ends by what it saw last', async () => {
    const { asked } = run(status(503), pinned(good));
    const end = await runWave(asked, wave, 0);
    expect(end).toMatchObject({ kind: 'ended', result: { verdict: 'fail', failing: ['discord-bot'] } });
    const none = run({ endpoints: () => Promise.resolve([]) }, pinned(good));
    expect(await runWave(none.asked, wave, 0)).toMatchObject({ kind: 'ended', result: { verdict: 'fail' } });
  });

  it('is not rolled out where an object was changed by somebody since it was approved', async () => {
    const changed = {
      apiVersion: 'v1',
      kind: 'Deployment',
      metadata: { name: 'teei-discord-bot', uid: 'another' },
    };
    const { asked } = run({ get: () => Promise.resolve(changed) }, good);
    const end = await runWave(asked, wave, 0);
    expect(end.kind === 'ended' ? end.result.summary : '').toContain('it was changed');
  });
});

/** The state with the template that the applied objects have. */
function pinned(state: NamespaceState): NamespaceState {
  const applied = templateDigest({ spec: { template } });
  return { ...state, deployments: state.deployments.map((one) => ({ ...one, template: applied })) };
}

describe('the end of the waves', () => {
  const plan = planWaves(objects, services, services);
  const failed: CheckResult = {
    verdict: 'fail',
    summary: 'analytics: CrashLoopBackOff',
    evidence: [
      { check: 'rollout.wait', result: 'fail', what: 'analytics', expected: 'ready', observed: 'not' },
    ],
    failing: ['analytics'],
  };

  it('says which wave failed, what was verified before it, and what was not touched', () => {
    const [shared, first] = plan.waves;
    if (shared === undefined || first === undefined) throw new Error('no waves');
    const done = [shared, first].map((wave) => ({ wave, rollouts: [], changed: true }));
    const result = endedAt({ check: 'rollout.waves', plan, done, took: 5000 }, 2, failed);
    expect(result).toMatchObject({ verdict: 'fail', failing: ['analytics'], values: { 'waves-done': 1 } });
    expect(result.summary).toBe('wave 2: analytics: CrashLoopBackOff. Not touched: api-gateway');
    expect(result.evidence.map(({ what }) => what)).toEqual([
      'analytics',
      'later waves',
      'what the services share',
    ]);
  });

  it('says what was approved and left, because its service was not asked for', () => {
    const some = planWaves(objects, services.slice(0, 1), services);
    const result = allDone({ check: 'rollout.waves', plan: some, done: [], took: 5000 });
    expect(result.summary).toBe('1 service as approved, rolled out and healthy, in 1 wave, 5s');
    expect(result.evidence[0]).toMatchObject({ observed: '10 approved objects not applied' });
  });
});
