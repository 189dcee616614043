import { afterEach, describe, expect, it } from 'vitest';
import {
  listenForServices,
  type ServiceListener,
} from '../../../../src/rehearsal/kubernetes/network/service-listener.ts';
import { compressedSchedule } from '../../../../src/rehearsal/time/schedule.ts';
import { serve, servingWorld } from '../../../fixtures/rehearsal/serving-world.ts';

let listener: ServiceListener | undefined;

afterEach(async () => {
  await listener?.close();
  listener = undefined;
});

async function listening(): Promise<string> {
  const world = { ...servingWorld(), schedule: compressedSchedule(100) };
  serve(world, 'api-gateway', 1);
  serve(world, 'unified-profile', 1);
  serve(world, 'reporting', 0);
  listener = await listenForServices(world, 'prod');
  return listener.url;
}

describe('the way in from outside', () => {
  it.each(['api-gateway', 'prod-teei-api-gateway'])('reaches a service as %s', async (name) => {
    const response = await fetch(`${await listening()}/${name}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', service: 'api-gateway' });
  });

  it('lets a user log in at the gateway and see a profile', async () => {
    const url = await listening();
    const login = await fetch(`${url}/api-gateway/api/auth/login`, {
      method: 'POST',
      body: JSON.stringify({ email: 'test@example.com', password: 'test123' }),
    });
    const [, token = ''] = /"token":"([^"]+)"/.exec(await login.text()) ?? [];
    const profile = await fetch(`${url}/api-gateway/api/profiles/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(profile.status).toBe(200);
    expect(await profile.text()).toContain('test@example.com');
  });

  it('says what is not there, and what has no endpoint', async () => {
    const url = await listening();
    expect((await fetch(`${url}/nothing/health`)).status).toBe(404);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/reporting/health`)).status).toBe(503);
  });
});
