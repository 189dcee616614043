import { describe, expect, it } from 'vitest';
import { certExpiry } from '../../../src/steps/checks/cert-expiry.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { type Cluster, ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import type { TlsAnswer } from '../../../src/steps/ports/tls.ts';
import { makeCertificate } from '../../fixtures/make-certificate.ts';
import { environment, fakeClock, fakeRunContext, fakeTls, inventory } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

const leaf = makeCertificate(['DNS:shop.example.com', 'DNS:www.example.com'], 90);
const older = makeCertificate([], 45);
const made = Date.now();
const day = 86_400_000;

function secret(name: string, ...certificates: readonly string[]): Manifest {
  return {
    metadata: { name },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': Buffer.from(certificates.join('')).toString('base64'),
      'tls.key': Buffer.from(leaf.key).toString('base64'),
    },
  };
}

interface Given {
  readonly args?: Readonly<Record<string, unknown>>;
  readonly secrets?: readonly Manifest[];
  readonly presents?: Readonly<Record<string, TlsAnswer>>;
  /** Days from now. */
  readonly at?: number;
  readonly more?: Partial<Cluster>;
}

function look({ args = {}, secrets = [], presents = {}, at = 0, more = {} }: Given): Promise<CheckResult> {
  const asked = { fieldSelector: 'type=kubernetes.io/tls' };
  const list: Cluster['list'] = (_kind, options) => {
    expect(options).toEqual(asked);
    return Promise.resolve(secrets);
  };
  const endpoints = { shop: 'https://shop.example.com/start', plain: 'http://shop.example.com' };
  return certExpiry.run(
    args,
    fakeRunContext({
      inventory: { ...inventory, thresholds: { 'certificate-days': 30 } },
      environment: { ...environment, endpoints },
      ports: {
        cluster: fakeCluster({ list, ...more }),
        tls: fakeTls(presents),
        clock: fakeClock(made + at * day),
      },
    }),
  );
}

describe('cert.expiry of Secrets', () => {
  it('tells the first to end, and how many days each has left', async () => {
    const result = await look({
      secrets: [secret('new', leaf.certificate), secret('old', older.certificate)],
    });
    expect(result.verdict).toBe('pass');
    expect(result.summary).toMatch(
      /^2 certificates; the first to end is Secret old: 4[45] days left, until \d{4}-/,
    );
    expect(result.evidence.map(({ what }) => what)).toEqual([
      'front-door',
      'shop.example.com, www.example.com',
    ]);
  });

  it.each([
    [14, 'pass', /days left/],
    [16, 'fail', /2[89] days left/],
    [46, 'fail', /ended on/],
    [-2, 'fail', /valid only from/],
  ])('judges 45 days, %i days later: %s', async (at, verdict, observed) => {
    const result = await look({ secrets: [secret('old', older.certificate)], at });
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0].observed).toMatch(observed);
  });

  it('looks at every certificate of a Secret, and keeps nothing of its key', async () => {
    const result = await look({ secrets: [secret('both', leaf.certificate, older.certificate)], at: 20 });
    expect(result.verdict).toBe('fail');
    expect(result.summary).toMatch(/^1 of 2 certificates not in order; Secret both: 2[45] days left/);
    expect(JSON.stringify(result)).not.toContain('PRIVATE KEY');
  });

  it.each([
    ['an empty one', []],
    ['one of rubbish', ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']],
  ])('fails a Secret without a certificate: %s', async (_name, content) => {
    expect((await look({ secrets: [secret('bad', ...content)] })).verdict).toBe('fail');
  });

  it('does not pass on nothing', async () => {
    expect((await look({})).verdict).toBe('inconclusive');
  });

  it('says when a named one is not there, and when the account may not look', async () => {
    const gone = await look({
      args: { secrets: ['front'] },
      more: { get: () => Promise.resolve(undefined) },
    });
    expect(gone.verdict).toBe('fail');
    expect(gone.summary).toContain('there is no such Secret');
    const refusal = new ClusterError('forbidden', 'User x may not list secrets.');
    const denied = await look({ more: { list: () => Promise.reject(refusal) } });
    expect(denied).toMatchObject({ verdict: 'error', summary: 'User x may not list secrets.' });
    expect(denied.evidence[0].next).toBe('Ask for the right, then run the step again');
  });
});

function hosts(...names: readonly string[]) {
  return { secrets: 'none', hosts: names };
}

describe('cert.expiry of hosts', () => {
  const presents = (distrust?: string): Readonly<Record<string, TlsAnswer>> => ({
    'shop.example.com:443': { kind: 'certificates', chain: [leaf.certificate, older.certificate], distrust },
  });
  it('asks an endpoint by its name, and looks at the whole chain', async () => {
    const result = await look({ args: hosts('shop'), presents: presents(), at: 20 });
    expect(result.evidence.map(({ where, result: verdict }) => [where, verdict])).toEqual([
      ['shop (shop.example.com:443)', 'fail'],
      ['shop (shop.example.com:443)', 'pass'],
    ]);
  });

  it.each([
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'fail'],
    ['CERT_HAS_EXPIRED', 'fail'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'inconclusive'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'inconclusive'],
  ])('tells what a client says to it: %s', async (distrust, verdict) => {
    const result = await look({ args: hosts('shop.example.com'), presents: presents(distrust) });
    expect(result.verdict).toBe(verdict);
    expect(result.evidence[0].observed).toContain(distrust);
  });

  it.each([['other.example.com:8443'], ['plain'], ['no host']])('is an error for %s', async (host) => {
    expect((await look({ args: hosts(host) })).verdict).toBe('error');
  });

  it('wants to know how many days are enough', async () => {
    const result = await certExpiry.run({ secrets: 'none', hosts: ['a'] }, fakeRunContext());
    expect(result.verdict).toBe('error');
    expect(result.summary).toContain('certificate-days');
  });
});
