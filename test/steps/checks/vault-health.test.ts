import { describe, expect, it } from 'vitest';
import { vaultHealth } from '../../../src/steps/checks/vault-health.ts';
import { environment, fakeHttp, fakeRunContext, inventory } from '../../fixtures/run-context.ts';

const withVault = { ...environment, endpoints: { vault: 'https://vault.example.com/' } };
const contacts = [{ role: 'Security Lead', name: 'Key holders', contact: '#security', for: [] }];

/** As https://developer.hashicorp.com/vault/api-docs/system/health shows it. */
function said(more: Readonly<Record<string, unknown>> = {}): string {
  const usual = { initialized: true, sealed: false, standby: false, performance_standby: false };
  return JSON.stringify({ ...usual, version: '1.19.0', ...more });
}

function look(status: number, body: string) {
  const http = fakeHttp([
    { request: 'GET https://vault.example.com/v1/sys/health', answer: { status, body } },
  ]);
  const context = fakeRunContext({
    environment: withVault,
    inventory: { ...inventory, contacts },
    ports: { http },
  });
  return vaultHealth.run({}, context);
}

describe('the check vault.health', () => {
  it.each([
    ['an active node', 200, said(), 'pass', 'unsealed and active, version 1.19.0'],
    ['a standby', 429, said({ standby: true }), 'pass', 'standby'],
    ['a performance standby', 473, said({ performance_standby: true }), 'pass', 'performance standby'],
    ['a disaster recovery secondary', 472, said(), 'fail', 'disaster recovery'],
    [
      'a standby without an active node',
      474,
      said({ standby: true }),
      'fail',
      'does not reach the active one',
    ],
    [
      'one that is not initialised',
      501,
      said({ initialized: false, sealed: true }),
      'fail',
      'not initialised',
    ],
    ['a sealed one', 503, said({ sealed: true, standby: true }), 'fail', 'sealed'],
    ['a removed node', 530, said(), 'fail', 'removed'],
    ['too many requests of a proxy', 429, '{"errors":["slow down"]}', 'error', 'no answer of Vault'],
    ['a load balancer in trouble', 503, '<html>Service Unavailable</html>', 'error', 'no answer of Vault'],
    ['a login page', 200, '<html>', 'error', 'no answer of Vault'],
    ['200 of one that is sealed', 200, said({ sealed: true }), 'error', 'no answer of Vault'],
    ['a status that Vault does not have', 204, said(), 'error', 'no answer of Vault'],
  ])('answers to %s', async (_what, status, body, verdict, told) => {
    const result = await look(status, body);
    expect(result.verdict).toBe(verdict);
    expect(result.summary).toContain(told);
  });

  it('says whom to call where it is sealed, and nobody where the endpoint is wrong', async () => {
    const sealed = await look(503, said({ sealed: true, standby: true }));
    expect(sealed.evidence[0].next).toContain('Call Security Lead: Key holders, #security');
    expect((await look(200, '<html>')).evidence[0].next).not.toContain('Call');
  });

  it('is inconclusive without the endpoint, and an error where nobody answers', async () => {
    expect(await vaultHealth.run({}, fakeRunContext())).toMatchObject({ verdict: 'inconclusive' });
    const http = { request: () => Promise.resolve({ kind: 'unreachable' as const, reason: 'ECONNREFUSED' }) };
    const context = fakeRunContext({ environment: withVault, ports: { http } });
    expect(await vaultHealth.run({}, context)).toMatchObject({ verdict: 'error' });
  });
});
