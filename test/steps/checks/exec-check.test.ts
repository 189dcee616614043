import { describe, expect, it } from 'vitest';
import { checkProblems } from '../../../src/steps/checks/call.ts';
import { execCheck } from '../../../src/steps/checks/exec-check.ts';
import {
  type Cluster,
  ClusterError,
  type ExecRequest,
  type ExecResult,
  type NamespaceState,
  type Pod,
} from '../../../src/steps/ports/cluster.ts';
import { onlyPod, recordedState } from '../../fixtures/recorded-state.ts';
import { fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { scriptedCluster } from '../../fixtures/scripted-cluster.ts';

const ready = recordedState('ready');
const one = onlyPod(ready);
const command = ['node', '-e', 'test()'];

/** The recorded pod as several of this name, the first of them as recorded. */
function withPods(...pods: readonly Partial<Pod>[]): NamespaceState {
  return { ...ready, pods: pods.map((more, index) => ({ ...one, name: `pod-${String(index)}`, ...more })) };
}

const unready: Partial<Pod> = { conditions: [] };

type Answer = Partial<ExecResult> | ClusterError;

/** Asks with each pod answering as given, by its name. */
async function look(
  answers: Readonly<Record<string, Answer>>,
  args: Readonly<Record<string, unknown>> = {},
  state: NamespaceState = withPods({}, {}),
) {
  const asked: ExecRequest[] = [];
  const exec: Cluster['exec'] = (request) => {
    asked.push(request);
    const answer = answers[request.pod] ?? {};
    if (answer instanceof ClusterError) return Promise.reject(answer);
    return Promise.resolve({ exitCode: 0, stdout: '', stderr: '', truncated: false, ...answer });
  };
  const context = fakeRunContext({
    inventory: { ...inventory, services: [service('buddy', { deployment: 'prod-teei-buddy-service' })] },
    ports: scriptedCluster([{ at: 0, view: { state, trouble: undefined } }], { exec }),
  });
  const result = await execCheck.run({ command, ...args }, context);
  return { ...result, asked: asked.map(({ pod }) => pod), requests: asked, told: context.told };
}

const yes = { stdout: { equals: 'true' } };

describe('exec.check', () => {
  it('asks every ready pod, and each answer is evidence', async () => {
    const state = withPods({}, unready, {}, { deletedAt: '2026-03-02T10:00:00Z' });
    const result = await look({ 'pod-0': { stdout: 'true\n' }, 'pod-2': { stdout: 'true\n' } }, yes, state);
    expect(result.asked).toEqual(['pod-0', 'pod-2']);
    expect(result.requests[0]).toMatchObject({ command, container: 'buddy-service', timeout: 10_000 });
    expect(result.verdict).toBe('pass');
    expect(result.summary).toBe('node -e "test()": 2 pods answered as expected');
    expect(result.evidence).toMatchObject([
      {
        what: 'buddy',
        where: 'pod pod-0, container buddy-service',
        expected: 'exit code 0, stdout "true"',
        observed: 'exit code 0, "true"',
      },
      { where: 'pod pod-2, container buddy-service' },
    ]);
    expect(result.told.progress.at(-1)?.summary).toBe('2 of 2 pods asked');
  });

  it('fails by one pod that answers otherwise, and names it first', async () => {
    const result = await look(
      { 'pod-0': { stdout: 'true' }, 'pod-1': { stdout: 'false', stderr: 'why' } },
      yes,
    );
    expect(result).toMatchObject({ verdict: 'fail', failing: ['buddy'] });
    expect(result.summary).toBe(
      '1 of 2 pods answered as expected; buddy: pod pod-1, container buddy-service: "false"',
    );
    expect(result.evidence[0]).toMatchObject({ result: 'fail', expected: 'stdout "true"', details: ['why'] });
    expect(result.evidence[1]).toMatchObject({ result: 'pass' });
  });

  it.each<[string, Answer, Record<string, unknown>, string, string]>([
    ['false, with exit code 0', { stdout: 'false\n' }, {}, 'fail', 'it answered false, with exit code 0'],
    ['undefined, with exit code 0', { stdout: 'undefined' }, {}, 'fail', 'it answered undefined'],
    [
      'false where that is asked for',
      { stdout: 'false' },
      { stdout: { equals: 'false' } },
      'pass',
      'exit code 0',
    ],
    ['another exit code', { exitCode: 1, stderr: 'ECONNREFUSED' }, {}, 'fail', 'exit code 1'],
    ['the exit code that is asked for', { exitCode: 3 }, { exit: 3 }, 'pass', 'exit code 3'],
    ['no such program', { exitCode: 127 }, {}, 'error', 'was not found in the container'],
    ['a program that can’t be run', { exitCode: 126 }, {}, 'error', 'could not be run in the container'],
    [
      'JSON',
      { stdout: '{"db":{"ok":false}}' },
      { stdout: { json: { path: '.db.ok', equals: true } } },
      'fail',
      '.db.ok is "false"',
    ],
    ['no JSON', { stdout: 'ok' }, { stdout: { json: { path: '.ok', equals: true } } }, 'error', 'no JSON'],
    [
      'more than is kept',
      { stdout: 'x', truncated: true },
      { stdout: { contains: 'y' } },
      'error',
      'too long',
    ],
    ['words on stderr', { stderr: 'warning' }, { stderr: { empty: true } }, 'fail', '"warning"'],
    ['a cut connection', new ClusterError('unreachable', 'It was cut.'), {}, 'error', 'It was cut.'],
    ['a pod that is gone', new ClusterError('not-found', 'pods "x" not found'), {}, 'error', 'not found'],
  ])('judges %s', async (_what, answer, args, verdict, observed) => {
    const result = await look({ 'pod-0': answer }, args, withPods({}));
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0].observed).toContain(observed);
  });

  it('does not let an error of one pod hide the failure of another', async () => {
    const down = new ClusterError('timeout', 'It did not end in time.');
    const result = await look({ 'pod-0': down, 'pod-1': { exitCode: 1 } });
    expect(result.verdict).toBe('error');
    expect(result.failing).toEqual(['buddy']);
    expect(result.evidence.map((row) => row.result)).toEqual(['error', 'fail']);
  });

  it.each<[string, NamespaceState, string, string]>([
    ['none is ready', withPods(unready, unready), 'fail', 'none of its 2 pods is ready'],
    ['there is no Deployment', { ...ready, deployments: [] }, 'fail', 'there is no Deployment'],
    [
      'none is wanted',
      { ...ready, pods: [], deployments: ready.deployments.map((each) => ({ ...each, replicas: 0 })) },
      'inconclusive',
      'it is scaled to 0 pods',
    ],
  ])('does not pass where %s', async (_what, state, verdict, observed) => {
    const result = await look({}, {}, state);
    expect(result).toMatchObject({ verdict, asked: [] });
    expect(result.evidence[0].observed).toContain(observed);
  });

  it('asks the pods of the current revision alone, where those are meant', async () => {
    const old = one.owner === undefined ? {} : { owner: { ...one.owner, uid: 'old' } };
    const sets = ready.replicaSets.map((set) => ({ ...set, uid: 'old', name: 'old', revision: '0' }));
    const state = { ...withPods(old, {}), replicaSets: [...ready.replicaSets, ...sets] };
    expect((await look({}, {}, state)).asked).toEqual(['pod-0', 'pod-1']);
    expect((await look({}, { pods: 'new' }, state)).asked).toEqual(['pod-1']);
  });

  it('asks no more pods at the same time than it may, and the container that is named', async () => {
    const state = withPods({}, {}, {}, {});
    const result = await look({}, { 'at-once': 2 }, state);
    expect(result.asked).toHaveLength(4);
    const elsewhere = await look({}, { container: 'sidecar' }, state);
    expect(elsewhere).toMatchObject({ verdict: 'fail', asked: [] });
    expect(elsewhere.evidence[0].observed).toBe('no container sidecar in 4 of its pods');
  });

  it('is an error where the API server does not answer', async () => {
    const ports = scriptedCluster([
      { at: 0, view: { state: undefined, trouble: new ClusterError('server', 'It failed.') } },
    ]);
    const result = await execCheck.run({ command }, fakeRunContext({ ports }));
    expect(result).toMatchObject({ verdict: 'error', summary: 'It failed.' });
  });

  it('lets no value become a part of the command', () => {
    const problems = checkProblems(
      { check: 'exec.check', with: { command: ['sh', '-c', 'echo ${version}'] } },
      [],
      ['look'],
    );
    expect(problems[0]?.message).toContain('can’t hold a value');
    expect(problems[0]?.path).toEqual(['with', 'command', 2]);
  });
});
