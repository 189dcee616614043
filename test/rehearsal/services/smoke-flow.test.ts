import { afterEach, describe, expect, it } from 'vitest';
import { systemHttp } from '../../../src/platform/http.ts';
import { httpFlow } from '../../../src/steps/checks/http-flow.ts';
import { serve } from '../../fixtures/rehearsal/serving-world.ts';
import { fakeRunContext, inventory, service } from '../../fixtures/run-context.ts';
import { simulatedCluster } from '../../platform/cluster/simulated.ts';

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

/** What every user does, as the runbooks ask for it. */
const requests = [
  {
    id: 'login',
    method: 'POST',
    path: '/api/auth/login',
    json: { email: 'smoke@example.com', password: '${smoke-password}' },
    capture: { token: { json: '.token', secret: true } },
  },
  {
    id: 'profile',
    path: '/api/profiles/me',
    headers: { authorization: 'Bearer {token}' },
    expect: { json: { path: '.email', equals: 'smoke@example.com' } },
  },
  {
    id: 'report',
    method: 'POST',
    path: '/api/reports/generate',
    headers: { authorization: 'Bearer {token}' },
    json: { type: 'quarterly', year: 2025, quarter: 4 },
    capture: { report: { json: '.id' } },
  },
  { id: 'read', path: '/api/reports/{report}', headers: { authorization: 'Bearer {token}' } },
];

async function context(password: string) {
  const { cluster, world, server } = await simulatedCluster();
  close = () => server.close();
  serve(world, 'api-gateway', 1);
  serve(world, 'unified-profile', 1);
  const names = ['api-gateway', 'unified-profile', 'reporting'];
  return fakeRunContext({
    inventory: {
      ...inventory,
      services: names.map((name) => service(name, { deployment: `prod-teei-${name}` })),
    },
    secret: () => password,
    ports: { http: systemHttp, cluster },
  });
}

describe('the services of a rehearsal', () => {
  it('let a user log in, see the profile and have a report made, through a forwarded port', async () => {
    const masked: string[] = [];
    const given = await context('anything');
    const result = await httpFlow.run(
      { service: 'api-gateway', requests },
      {
        ...given,
        mask: (name) => {
          masked.push(name);
          return 'masked';
        },
      },
    );
    expect(result.summary).toMatch(
      /^login → profile → report → read at api-gateway: as expected, in \d+ ms$/,
    );
    expect(masked).toEqual(['token']);
  });

  it('give no token to a user without a password, and that is a failure', async () => {
    const result = await httpFlow.run({ service: 'api-gateway', requests }, await context(''));
    expect(result).toMatchObject({ verdict: 'fail', failing: ['api-gateway'] });
    expect(result.evidence[0].what).toBe('login');
    expect(result.evidence[0].observed).toMatch(/^401 in /);
  });
});
