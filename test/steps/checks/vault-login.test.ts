import { describe, expect, it } from 'vitest';
import { vaultLogin } from '../../../src/steps/checks/vault-login.ts';
import {
  environment,
  fakeHttp,
  fakeRunContext,
  fakeShell,
  type HttpExpectation,
  type ShellExpectation,
} from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const url = 'https://vault.example.com';
const withVault = { ...environment, endpoints: { vault: url } };
const token = 'hvs.the-operator';
const jwt = 'eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl';

function contextFor(answers: readonly HttpExpectation[], shell: readonly ShellExpectation[] = []) {
  const masked: string[] = [];
  const http = fakeHttp(answers);
  const context = fakeRunContext({
    environment: withVault,
    secret: (name) => (name === 'vault-token' ? token : undefined),
    mask: (_name, value) => {
      masked.push(value);
      return 'masked';
    },
    ports: { http, shell: fakeShell(shell), cluster: fakeCluster() },
  });
  return { context, http, masked };
}

function lookUp(data: unknown, status = 200) {
  const body = JSON.stringify({ data });
  return contextFor([{ request: `GET ${url}/v1/auth/token/lookup-self`, answer: { status, body } }]);
}

const usual = {
  display_name: 'oidc-olga',
  policies: ['default', 'platform'],
  ttl: 7200,
  expire_time: '2026-03-02T12:00:00Z',
};

describe('the check vault.login of the operator', () => {
  it.each([
    ['a token of somebody', usual, 'pass'],
    ['a root token', { ...usual, policies: ['root'], ttl: 0, expire_time: null }, 'fail'],
    ['a root policy that comes with the identity', { ...usual, identity_policies: ['root'] }, 'fail'],
    ['a token that ends too soon', { ...usual, ttl: 1799 }, 'fail'],
    ['one with just enough left', { ...usual, ttl: 1800 }, 'pass'],
    ['a token that never ends', { ...usual, ttl: 0, expire_time: null }, 'fail'],
    ['an answer without a time', { policies: ['platform'] }, 'error'],
    ['an answer without policies', { ttl: 7200 }, 'error'],
    ['no answer of Vault', undefined, 'error'],
  ])('answers to %s', async (_what, data, verdict) => {
    const { context, http } = lookUp(data);
    expect((await vaultLogin.run({}, context)).verdict).toBe(verdict);
    expect(http.requests[0]?.headers).toMatchObject({ 'X-Vault-Token': token });
  });

  it('wants the policies that are named', async () => {
    const missing = await vaultLogin.run({ policies: ['platform', 'rotate'] }, lookUp(usual).context);
    expect(missing).toMatchObject({ verdict: 'fail' });
    expect(missing.evidence[0].next).toBe('Log in with an account that has rotate');
    expect(await vaultLogin.run({ policies: ['platform'] }, lookUp(usual).context)).toMatchObject({
      verdict: 'pass',
    });
  });

  it('never tells the token, and is an error for one that Vault does not take', async () => {
    for (const status of [200, 403]) {
      const { context } = lookUp({ ...usual, id: token }, status);
      const result = await vaultLogin.run({}, context);
      expect(result.verdict).toBe(status === 200 ? 'pass' : 'error');
      expect(JSON.stringify(result)).not.toContain(token);
    }
  });

  it('is an error without a token', async () => {
    const context = fakeRunContext({ environment: withVault });
    expect(await vaultLogin.run({}, context)).toMatchObject({ verdict: 'error' });
  });
});

describe('the check vault.login of a ServiceAccount', () => {
  const args = { 'service-account': 'teei', role: 'teei-production' };
  const given: ShellExpectation = {
    probe: 'kubectl create token teei -n teei-production --duration=10m',
    stdout: `${jwt}\n`,
  };
  const login = `POST ${url}/v1/auth/kubernetes/login`;
  const service = 'hvs.of-the-service';
  const accepted = {
    body: JSON.stringify({ auth: { client_token: service, token_policies: ['default', 'teei'] } }),
  };

  it('logs in with its own token, and revokes what it got', async () => {
    const { context, http, masked } = contextFor(
      [
        { request: login, answer: accepted },
        { request: `POST ${url}/v1/auth/token/revoke-self`, answer: { status: 204 } },
      ],
      [given],
    );
    const result = await vaultLogin.run(args, context);
    expect(result).toMatchObject({ verdict: 'pass' });
    expect(result.evidence[0].observed).toBe('logged in with default, teei; revoked again');
    expect(http.requests[0]?.body).toBe(JSON.stringify({ role: 'teei-production', jwt }));
    expect(http.requests[1]?.headers['X-Vault-Token']).toBe(service);
    expect(masked).toEqual([jwt, service]);
    expect(JSON.stringify(result)).not.toMatch(/hvs|eyJ/);
  });

  it.each([
    ['a role that does not bind it', 403, '{"errors":["permission denied"]}', 'fail'],
    ['a role that is not there', 400, '{"errors":["invalid role name"]}', 'fail'],
    ['no login in the answer', 200, '{}', 'fail'],
    ['a sealed Vault', 503, '{"errors":["Vault is sealed"]}', 'error'],
  ])('answers to %s', async (_what, status, body, verdict) => {
    const { context } = contextFor([{ request: login, answer: { status, body } }], [given]);
    const result = await vaultLogin.run(args, context);
    expect(result.verdict).toBe(verdict);
    expect(JSON.stringify(result)).not.toContain(jwt);
  });

  it.each<[string, ShellExpectation, string]>([
    [
      'an operator who may not ask for the token',
      { probe: /^kubectl/, exit: { code: 1 }, stderr: 'error: serviceaccounts "teei" is forbidden' },
      'inconclusive',
    ],
    [
      'an account that is not there',
      { probe: /^kubectl/, exit: { code: 1 }, stderr: 'error: serviceaccounts "teei" not found' },
      'error',
    ],
    ['something else than a token', { probe: /^kubectl/, stdout: 'Usage: kubectl' }, 'error'],
    ['no kubectl', { probe: /^kubectl/, missing: true }, 'error'],
  ])('answers to %s', async (_what, probe, verdict) => {
    const { context } = contextFor([], [probe]);
    expect(await vaultLogin.run(args, context)).toMatchObject({ verdict });
  });

  it('is an error without a cluster', async () => {
    expect(await vaultLogin.run(args, fakeRunContext())).toMatchObject({ verdict: 'error' });
  });
});
