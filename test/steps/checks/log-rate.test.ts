import { describe, expect, it } from 'vitest';
import { logRate } from '../../../src/steps/checks/log-rate.ts';
import {
  ClusterError,
  type LogRequest,
  type NamespaceState,
  type Pod,
} from '../../../src/steps/ports/cluster.ts';
import { onlyPod, recordedState } from '../../fixtures/recorded-state.ts';
import { fakeClock, fakeRunContext, inventory, previewContext, service } from '../../fixtures/run-context.ts';
import { scriptedCluster } from '../../fixtures/scripted-cluster.ts';

const ready = recordedState('ready');
const one = onlyPod(ready);
const now = Date.parse('2026-03-02T10:00:00Z');

function withPods(...pods: readonly Partial<Pod>[]): NamespaceState {
  return { ...ready, pods: pods.map((more, index) => ({ ...one, name: `pod-${String(index)}`, ...more })) };
}

const restarted: Partial<Pod> = {
  containers: one.containers.map((container) => ({
    ...container,
    restarts: 2,
    last: {
      kind: 'terminated',
      exitCode: 1,
      signal: undefined,
      reason: 'Error',
      message: '',
      startedAt: undefined,
      finishedAt: undefined,
    },
  })),
};

/** `count` lines, of which the first `bad` are errors. */
function lines(count: number, bad = 0, text = 'connect ECONNREFUSED 10.0.0.'): string {
  return Array.from({ length: count }, (_, index) => {
    const said =
      index < bad ? { level: 'error', msg: `${text}${String(index)}` } : { level: 'info', error: null };
    return `2026-03-02T09:5${String(index % 10)}:00Z ${JSON.stringify(said)}`;
  }).join('\n');
}

type Log = string | ClusterError;

/** Looks at logs by `pod` or `pod previous`. */
async function look(
  logs: Readonly<Record<string, Log>>,
  args: Readonly<Record<string, unknown>> = {},
  more: { readonly state?: NamespaceState; readonly changedAt?: string; readonly signal?: AbortSignal } = {},
) {
  const asked: LogRequest[] = [];
  const podLog = (request: LogRequest): Promise<string> => {
    asked.push(request);
    const log = logs[`${request.pod}${request.previous ? ' previous' : ''}`];
    if (log instanceof ClusterError) return Promise.reject(log);
    return Promise.resolve(log ?? '');
  };
  const state = more.state ?? withPods({}, {});
  const { cluster } = scriptedCluster([{ at: 0, view: { state, trouble: undefined } }], { podLog });
  const { state: _state, ...context } = more;
  const result = await logRate.run(
    args,
    fakeRunContext({
      inventory: {
        ...inventory,
        services: [service('buddy', { deployment: 'prod-teei-buddy-service' })],
        thresholds: { 'log-errors': 2 },
      },
      ...context,
      ports: { cluster, clock: fakeClock(now) },
    }),
  );
  return { ...result, asked };
}

describe('log.rate', () => {
  it('passes where nothing is graver than it may be, whatever words are in the lines', async () => {
    const result = await look({ 'pod-0': lines(10), 'pod-1': lines(5) });
    expect(result.verdict).toBe('pass');
    expect(result.summary).toBe('1 of 1 services write no more than they may');
    expect(result.evidence[0]).toMatchObject({
      what: 'buddy',
      where: 'Deployment prod-teei-buddy-service: 2 pods',
      expected: 'lines that are error or graver: at most 0 a minute',
      observed: '0 of 15 lines are error or graver (0 %), 0 a minute, in the last 5m',
    });
  });

  it('tells since when, how many, and the commonest messages with an example each', async () => {
    const other = '2026-03-02T09:49:00Z fatal: out of memory';
    const result = await look({ 'pod-0': lines(10, 4), 'pod-1': `${other}\n${lines(10, 3)}` });
    expect(result).toMatchObject({ verdict: 'fail', failing: ['buddy'] });
    expect(result.summary).toBe(
      'buddy: 8 of 21 lines are error or graver (38.1 %), 1.6 a minute, in the last 5m',
    );
    expect(result.measured).toMatchObject({ value: 1.6 });
    expect(result.evidence[0].since).toBe('2026-03-02T09:49:00Z');
    expect(result.evidence[0].details).toEqual([
      '7×, as in pod pod-0: {"level":"error","msg":"connect ECONNREFUSED 10.0.0.0"}',
      '1×, as in pod pod-1: fatal: out of memory',
    ]);
  });

  it.each<[string, number, number, Record<string, unknown>, string]>([
    ['as many a minute as it may', 100, 10, { 'max-per-minute': 2 }, 'pass'],
    ['one more', 100, 11, { 'max-per-minute': 2 }, 'fail'],
    ['as many as a threshold says', 100, 10, { 'max-per-minute': 'log-errors' }, 'pass'],
    ['a share that may be', 100, 1, { 'max-share-percent': 1 }, 'pass'],
    ['a share that may not', 100, 2, { 'max-share-percent': 1 }, 'fail'],
    ['a share of too few lines', 9, 1, { 'max-share-percent': 1, 'min-lines': 10 }, 'inconclusive'],
    ['too few lines', 9, 0, { 'min-lines': 10 }, 'inconclusive'],
    ['too many of too few lines', 9, 1, { 'min-lines': 10 }, 'fail'],
    ['no line at all', 0, 0, {}, 'inconclusive'],
    ['no line at all, where that may be', 0, 0, { 'min-lines': 0 }, 'pass'],
    ['only what is ignored', 10, 3, { ignore: ['ECONNREFUSED 10'] }, 'pass'],
    ['only what is not looked for', 10, 3, { matches: 'timeout' }, 'pass'],
    ['what is looked for', 10, 3, { matches: 'ECONN[A-Z]+' }, 'fail'],
    ['errors where only fatal ones count', 10, 3, { level: 'fatal' }, 'pass'],
  ])('judges %s', async (_what, count, bad, args, verdict) => {
    const result = await look({ 'pod-0': lines(count, bad) }, args);
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0].result).toBe(verdict);
  });

  it('looks back to the last change of the session, as the node counts time', async () => {
    const changed = await look({ 'pod-0': lines(3) }, {}, { changedAt: '2026-03-02T09:58:00.000Z' });
    expect(changed.asked[0]).toMatchObject({ sinceSeconds: 120, timestamps: true, limitBytes: 4_194_304 });
    const given = { changedAt: '2026-03-02T09:58:00.000Z' };
    expect((await look({}, { window: '90s' }, given)).asked[0]?.sinceSeconds).toBe(90);
    expect((await look({})).asked[0]?.sinceSeconds).toBe(300);
    const short = await look({ 'pod-0': lines(3, 3) }, {}, { changedAt: '2026-03-02T09:59:50.000Z' });
    expect(short.summary).toContain('3 a minute, in the last 10s');
  });

  it('reads the run before a restart too, but not twice the same', async () => {
    const running = await look({ 'pod-0 previous': lines(5, 5) }, {}, { state: withPods(restarted) });
    expect(running.asked.map(({ previous }) => previous)).toEqual([true, false]);
    expect(running.verdict).toBe('fail');
    expect(running.evidence[0].where).toContain('1 pod, 1 earlier run included');
    const waiting: Partial<Pod> = {
      containers: (restarted.containers ?? []).map((each) => ({
        ...each,
        state: { kind: 'waiting', reason: 'CrashLoopBackOff', message: '' },
      })),
    };
    const looping = await look({ 'pod-0': lines(5, 5) }, {}, { state: withPods(waiting) });
    expect(looping.asked.map(({ previous }) => previous)).toEqual([false]);
  });

  it.each<[string, Log, Partial<Pod>, string, string]>([
    [
      'can’t be read',
      new ClusterError('server', 'It failed.'),
      {},
      'error',
      'pod-0 can’t be read: It failed.',
    ],
    ['is gone', new ClusterError('not-found', 'no pod'), {}, 'error', 'can’t be read'],
    ['is not there yet', new ClusterError('invalid', 'is waiting to start'), {}, 'pass', '0 of 5'],
    ['went with its pod', new ClusterError('not-found', 'no pod'), { phase: 'Failed' }, 'pass', '0 of 5'],
    ['is of a pod on its way out', lines(5, 5), { deletedAt: '2026-03-02T10:00:00Z' }, 'pass', '0 of 5'],
    [
      'is too long',
      `${lines(3)}\n${'x'.repeat(4_194_304)}`,
      {},
      'inconclusive',
      'more in the logs than was read',
    ],
  ])('is not taken in by a log that %s', async (_what, log, pod, verdict, observed) => {
    const result = await look({ 'pod-0': log, 'pod-1': lines(5) }, {}, { state: withPods(pod, {}) });
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0].observed).toContain(observed);
  });

  it('fails by what was read, though not all could be', async () => {
    const down = new ClusterError('server', 'It failed.');
    expect(await look({ 'pod-0': down, 'pod-1': lines(5, 5) })).toMatchObject({ verdict: 'fail' });
  });

  it('does not pass where there is no service, threshold or answer', async () => {
    const gone = await look({}, {}, { state: { ...ready, deployments: [] } });
    expect(gone).toMatchObject({ verdict: 'fail', failing: ['buddy'] });
    const unknown = await look({}, { 'max-per-minute': 'no-such' });
    expect(unknown.summary).toBe('log.rate needs thresholds in platform.yaml: no-such');
    const stopped = await look({}, {}, { signal: AbortSignal.abort('operator') });
    expect(stopped).toMatchObject({ verdict: 'error', asked: [] });
  });

  it('says what it counts, and since when', () => {
    expect(logRate.describe({ services: ['api-gateway'], 'max-share-percent': 1 }, previewContext())).toBe(
      'api-gateway: lines that are error or graver: at most 1 % since the last change',
    );
  });
});
