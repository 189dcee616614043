import { describe, expect, it } from 'vitest';
import { uidOf } from '../../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { ask } from '../../../../fixtures/rehearsal/ask.ts';
import type { ManualSchedule } from '../../../../fixtures/rehearsal/manual-schedule.ts';
import { outcome } from '../../../../fixtures/rehearsal/outcome.ts';
import { podInState, waitingFor, wrote } from '../../../../fixtures/rehearsal/pod-in-state.ts';
import { serve, servingWorld, well } from '../../../../fixtures/rehearsal/serving-world.ts';
import type { World } from '../../../../../src/rehearsal/kubernetes/world.ts';

type Served = World & { readonly schedule: ManualSchedule };

/** Asks and lets the time pass that the answer takes. */
async function proxied(world: Served, rest: string, verb = 'GET'): Promise<string> {
  const asked = ask(world, `${verb} /api/v1/namespaces/prod/${rest}`);
  await world.schedule.pass(60_000);
  return outcome(await asked).trim();
}

const healthy = '200 {"status":"ok","service":"reporting","version":"v1.2.2"}';

describe('the service proxy', () => {
  it.each(['prod-teei-reporting:80', 'prod-teei-reporting:http', 'http:prod-teei-reporting:http'])(
    'reaches a service as %s',
    async (id) => {
      const world = servingWorld();
      serve(world, 'reporting', 2);
      expect(await proxied(world, `services/${id}/proxy/health`)).toBe(healthy);
    },
  );

  it.each([
    ['services/nope/proxy/health', 'NotFound: services "nope" not found'],
    ['services/a:b:c:d/proxy/', 'BadRequest: invalid service request "a:b:c:d"'],
    [
      'services/prod-teei-reporting:81/proxy/health',
      'ServiceUnavailable: no service port 81 found for service "prod-teei-reporting"',
    ],
    [
      'services/prod-teei-reporting:nope/proxy/health',
      'ServiceUnavailable: no endpoints available for service "prod-teei-reporting:nope"',
    ],
    [
      'services/prod-teei-analytics:80/proxy/health',
      'ServiceUnavailable: no endpoints available for service "prod-teei-analytics"',
    ],
  ])('refuses %s as the server does', async (rest, expected) => {
    const world = servingWorld();
    serve(world, 'reporting', 1);
    serve(world, 'analytics', 0);
    expect(await proxied(world, rest)).toBe(expected);
  });

  it('tells of a service that is not well', async () => {
    const world = servingWorld({ ...well, healthy: false });
    serve(world, 'reporting', 1);
    expect(await proxied(world, 'services/prod-teei-reporting:80/proxy/health')).toBe(
      '503 {"status":"unhealthy","service":"reporting","version":"v1.2.2"}',
    );
  });

  it('asks each endpoint in its turn', async () => {
    const world = servingWorld();
    serve(world, 'reporting', 2);
    for (let request = 0; request < 4; request += 1) {
      expect(await proxied(world, 'services/prod-teei-reporting:80/proxy/version')).toContain('200');
    }
    const counts = await Promise.all(
      ['0', '1'].map((pod) => proxied(world, `pods/prod-teei-reporting-${pod}:3000/proxy/metrics`)),
    );
    expect(counts[0]).toBe(counts[1]);
  });

  it('has the gateway hand reports on, and say so where reporting is not there', async () => {
    const world = servingWorld();
    serve(world, 'api-gateway', 1);
    const path = 'services/prod-teei-api-gateway:80/proxy/api/reports/generate';
    expect(await proxied(world, path, 'POST')).toContain('502');
    serve(world, 'reporting', 1);
    expect(await proxied(world, path, 'POST')).toContain('401');
  });

  it('lets the service write about each request, but for its health', async () => {
    const world = servingWorld();
    serve(world, 'reporting', 1);
    const pod = world.store.get('pods', 'prod', 'prod-teei-reporting-0');
    if (pod === undefined) throw new Error('there is no pod');
    wrote(world, pod, 'reporting', []);
    await proxied(world, 'services/prod-teei-reporting:80/proxy/health');
    await proxied(world, 'services/prod-teei-reporting:80/proxy/version');
    expect(world.logs.current(uidOf(pod), 'reporting')?.lines.map(({ text }) => text)).toEqual([
      '{"level":"info","method":"GET","path":"/version","status":200,"ms":0}',
    ]);
  });
});

describe('the pod proxy', () => {
  it('asks the pod on its first port where none is named', async () => {
    const world = servingWorld();
    serve(world, 'reporting', 1);
    expect(await proxied(world, 'pods/prod-teei-reporting-0/proxy/health')).toBe(healthy);
  });

  it.each([
    ['prod-teei-reporting-0:99', 'a port that nothing listens on'],
    ['waiting:3000', 'a container that does not run'],
    ['job:3000', 'a container that runs another command'],
  ])('is refused the connection by %s, %s', async (id) => {
    const world = servingWorld();
    serve(world, 'reporting', 1);
    podInState(world, 'waiting', [{ name: 'app', port: 3000, state: waitingFor('CrashLoopBackOff') }]);
    podInState(world, 'job', [{ name: 'app', port: 3000, more: { command: ['pnpm', 'db:migrate'] } }]);
    expect(await proxied(world, `pods/${id}/proxy/health`)).toMatch(
      /^ServiceUnavailable: error trying to reach service: dial tcp 10\.244\.0\.7:\d+: connect: connection refused$/,
    );
  });
});
