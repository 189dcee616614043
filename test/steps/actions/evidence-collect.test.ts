import { describe, expect, it } from 'vitest';
import { evidenceCollect } from '../../../src/steps/actions/evidence-collect.ts';
import { fileName } from '../../../src/steps/actions/evidence/file-name.ts';
import { type Cluster, ClusterError, type NamespaceState } from '../../../src/steps/ports/cluster.ts';
import { podEvent } from '../../fixtures/pods/make-pod.ts';
import { recordedState } from '../../fixtures/recorded-state.ts';
import { fakeClock, fakeFiles, fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const crashing = recordedState('crash-loop');
const step = '/sessions/one/steps/step-1';

const manifests: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  Deployment: [
    {
      kind: 'Deployment',
      metadata: {
        name: 'prod-teei-api-gateway',
        uid: 'd1',
        managedFields: [{ manager: 'kubectl' }],
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'hunter2-in-the-annotation' },
      },
      spec: {
        template: {
          spec: { containers: [{ name: 'api', env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }] },
        },
      },
    },
  ],
  ReplicaSet: [
    {
      kind: 'ReplicaSet',
      metadata: {
        name: 'prod-teei-api-gateway-1',
        ownerReferences: [{ uid: 'd1' }],
        annotations: { 'deployment.kubernetes.io/revision': '7' },
      },
      spec: { replicas: 2, template: { spec: { containers: [{ image: 'api:v1.2.4' }] } } },
    },
  ],
  Secret: [{ kind: 'Secret', metadata: { name: 'db' }, type: 'Opaque', data: { url: 'aHVudGVyMg==' } }],
  ConfigMap: [
    { kind: 'ConfigMap', metadata: { name: 'app' }, data: { API_TOKEN: 'hunter2', LEVEL: 'info' } },
  ],
};

const whole: Partial<Cluster> = {
  look: () => Promise.resolve(crashing),
  list: ({ kind }) => Promise.resolve(manifests[kind] ?? []),
  readiness: () => Promise.resolve({ readyz: undefined, nodes: [], version: 'v1.30.0' }),
  podLog: ({ previous }) => Promise.resolve(previous ? 'fatal: JWT_SECRET is not set' : 'starting'),
  askService: () =>
    Promise.resolve({
      kind: 'answer',
      status: 200,
      headers: {},
      body: 'http_requests_total 7',
      truncated: false,
      milliseconds: 3,
    }),
};

function contextOf(given: Partial<Cluster>) {
  const files = fakeFiles({});
  const context = fakeRunContext({
    inventory: {
      ...inventory,
      services: [service('api-gateway', { deployment: 'prod-teei-api-gateway' })],
    },
    changedAt: '2026-03-02T09:30:00.000Z',
    redact: (text) => text.replaceAll('JWT_SECRET', '[REDACTED:jwt]'),
    ports: { cluster: fakeCluster(given), files, clock: patientClock() },
  });
  return { context, files, content: (path: string) => files.content.get(`${step}/${path}`) ?? '' };
}

/** A clock that lets the answers of the cluster come first: a sleep is over only when nothing else is to be done. */
function patientClock() {
  const clock = fakeClock();
  return {
    ...clock,
    sleep: async (ms: number, signal?: AbortSignal) => {
      for (let turn = 0; turn < 500; turn++) await Promise.resolve();
      await new Promise(setImmediate);
      await clock.sleep(ms, signal);
    },
  };
}

function never(): Promise<never> {
  return new Promise<never>(() => undefined);
}

describe('evidence.collect', () => {
  it('keeps what explains the failure, with a page to read first', async () => {
    const { context, files, content } = contextOf(whole);
    const result = await evidenceCollect.run({}, context);
    expect(result.verdict).toBe('pass');
    const names = [...files.content.keys()].map((path) => path.replace(`${step}/`, ''));
    expect(names).toEqual(
      expect.arrayContaining([
        'index.md',
        'pods.txt',
        'events.txt',
        'histories.txt',
        'objects/deployment.yaml',
        'objects/secret.yaml',
        'metrics/api-gateway.txt',
      ]),
    );
    expect(
      names.some((name) => /^logs\/prod-teei-api-gateway-\S+\/api-gateway\.previous\.log$/.test(name)),
    ).toBe(true);
    const page = content('index.md');
    expect(page).toContain('CrashLoopBackOff: The container ends with exit code 1');
    expect(page).toContain('The session last changed something at 2026-03-02T09:30:00.000Z.');
    expect(page).toContain('[pods.txt](pods.txt)');
    expect(content('histories.txt')).toContain('revision 7');
    expect(result.evidence[0].where).toBe(`${step}/index.md`);
  });

  it('tells events by the time at which they were seen last, which kubectl’s lastTimestamp leaves open', async () => {
    const events = [
      podEvent('Killing', 'the last', { at: '2026-03-02T10:02:00.123456Z' }),
      podEvent('Killing', 'the first', { at: '2026-03-02T10:01:00Z' }),
      podEvent('Killing', 'without a time', { at: undefined }),
    ];
    const { context, content } = contextOf({
      ...whole,
      look: () => Promise.resolve({ ...crashing, events }),
    });
    await evidenceCollect.run({}, context);
    const order = content('events.txt')
      .split('\n')
      .map((line) => line.replace(/^.*: |\s\(.*$/g, ''));
    expect(order).toEqual(['without a time', 'the first', 'the last', '']);
  });

  it('asks for each kind by its name, where `kubectl get all` leaves out ConfigMaps, Secrets and Ingresses', async () => {
    const asked: string[] = [];
    const list: Cluster['list'] = ({ kind }) => {
      asked.push(kind);
      return Promise.resolve([]);
    };
    await evidenceCollect.run({}, contextOf({ ...whole, list }).context);
    expect(asked).toEqual(
      expect.arrayContaining(['ConfigMap', 'Secret', 'Ingress', 'PodDisruptionBudget', 'ResourceQuota']),
    );
  });

  it('lets no secret into a file', async () => {
    const { context, files, content } = contextOf(whole);
    await evidenceCollect.run({}, context);
    const all = [...files.content.values()].join('\n');
    for (const secret of ['hunter2', 'aHVudGVyMg==', 'JWT_SECRET']) expect(all).not.toContain(secret);
    expect(content('objects/secret.yaml')).toContain('name: db');
    expect(content('objects/configmap.yaml')).toContain('LEVEL: info');
  });

  it('keeps the part that the cluster answers, and says what it lacks', async () => {
    const broken = new ClusterError('server', 'etcd is slow');
    const { context, content } = contextOf({
      ...whole,
      look: (kinds) => (kinds[0] === 'events' ? Promise.reject(broken) : Promise.resolve(crashing)),
      askService: () => Promise.reject(broken),
      list: ({ kind }) => (kind === 'Pod' ? Promise.reject(broken) : Promise.resolve(manifests[kind] ?? [])),
    });
    const result = await evidenceCollect.run({}, context);
    expect(result.verdict).toBe('pass');
    expect(result.evidence[0].details).toEqual(
      expect.arrayContaining([
        'events of the namespace: etcd is slow',
        'metrics of api-gateway: etcd is slow',
      ]),
    );
    expect(content('index.md')).toContain('- Pod objects: etcd is slow');
  });

  it('does not wait longer than its time for a server that does not answer', async () => {
    const { context } = contextOf({ ...whole, look: never, podLog: never, askService: never });
    const result = await evidenceCollect.run({ within: '5s' }, context);
    expect(result.verdict).toBe('pass');
    expect(result.evidence[0].details).toContain('pods of the namespace: not within 5s');
  });

  it('is an error where nothing at all could be had', async () => {
    const { context } = contextOf({});
    const result = await evidenceCollect.run({}, context);
    expect(result.verdict).toBe('error');
    expect(result.evidence[0].next).toContain('go on without');
  });

  it('bounds what it keeps of one log', async () => {
    const { context, files } = contextOf({
      ...whole,
      podLog: () => Promise.resolve('x'.repeat(5 * 1024 * 1024)),
    });
    await evidenceCollect.run({}, context);
    const logs = [...files.content].filter(([path]) => path.includes('/logs/'));
    expect(logs.length).toBeGreaterThan(0);
    for (const [, text] of logs) expect(text.length).toBeLessThan(4.1 * 1024 * 1024);
  });

  it('writes below its folder, whatever the cluster calls its pods', async () => {
    const climbing: NamespaceState = {
      ...crashing,
      pods: crashing.pods.map((pod) => ({ ...pod, name: '../../../etc/x' })),
    };
    const { context, files } = contextOf({ ...whole, look: () => Promise.resolve(climbing) });
    await evidenceCollect.run({ folder: 'evidence' }, context);
    for (const path of files.content.keys()) {
      expect(path.startsWith(`${step}/evidence/`)).toBe(true);
      expect(path.split('/')).not.toContain('..');
    }
    expect(fileName('..')).toBe('_');
  });
});
