import { describe, expect, it } from 'vitest';
import { variablesSet } from '../../../src/steps/checks/variables-set.ts';
import { ClusterError, type Manifest } from '../../../src/steps/ports/cluster.ts';
import { objectCluster } from '../../fixtures/object-cluster.ts';
import { fakeRunContext } from '../../fixtures/run-context.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';

type Entries = readonly Readonly<Record<string, unknown>>[];

function deployment(
  env: Entries,
  envFrom: Entries = [],
  annotations: Readonly<Record<string, string>> = {},
): Manifest {
  const template = { metadata: { annotations }, spec: { containers: [{ name: 'api', env, envFrom }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'teei-api-gateway' },
    spec: { template },
  };
}

function data(kind: string, name: string, entries: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: 'v1', kind, metadata: { name }, data: entries };
}

const config = data('ConfigMap', 'config', { NODE_ENV: 'production', LOG_LEVEL: 'warn' });
const secret = data('Secret', 'keys', { JWT_SECRET: 'c2VjcmV0LXZhbHVl', EMPTY: '' });
const fromConfig = { configMapRef: { name: 'config' } };
const fromSecret = { secretRef: { name: 'keys' } };

function look(args: object, objects: readonly Manifest[]) {
  const cluster = fakeCluster(objectCluster(objects).methods);
  return variablesSet.run({ services: 'api-gateway', ...args }, fakeRunContext({ ports: { cluster } }));
}

describe('plain variables', () => {
  it.each<[string, Entries, Entries, string]>([
    ['of a ConfigMap as a whole', [], [fromConfig], 'pass'],
    ['of the Deployment', [{ name: 'NODE_ENV', value: 'production' }], [], 'pass'],
    [
      'of a key of a ConfigMap',
      [{ name: 'NODE_ENV', valueFrom: { configMapKeyRef: { name: 'config', key: 'NODE_ENV' } } }],
      [],
      'pass',
    ],
    ['of the Deployment before the ConfigMap', [{ name: 'NODE_ENV', value: 'test' }], [fromConfig], 'fail'],
    ['with a prefix that it does not have', [], [{ ...fromConfig, prefix: 'APP_' }], 'fail'],
    ['that nothing sets', [], [], 'fail'],
    ['of a ConfigMap that is not there', [], [{ configMapRef: { name: 'other' } }], 'fail'],
    [
      'of the pod itself',
      [{ name: 'NODE_ENV', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
      [],
      'inconclusive',
    ],
  ])('looks at those %s', async (_what, env, envFrom, verdict) => {
    const result = await look({ values: { NODE_ENV: 'production' } }, [deployment(env, envFrom), config]);
    expect(result.verdict).toBe(verdict);
    expect(result.failing).toEqual(verdict === 'fail' ? ['api-gateway'] : []);
  });

  it('takes any of several values, and the port of platform.yaml', async () => {
    const api = deployment([{ name: 'PORT', value: '8080' }], [fromConfig]);
    const args = { values: { LOG_LEVEL: ['warn', 'error'] }, port: 'PORT' };
    expect(await look(args, [api, config])).toMatchObject({ verdict: 'pass' });
    const other = deployment([{ name: 'PORT', value: '3000' }], [fromConfig]);
    expect((await look(args, [other, config])).evidence[0]).toMatchObject({
      what: 'PORT',
      expected: '8080',
      observed: '3000 (the Deployment)',
    });
  });
});

describe('secret variables', () => {
  const args = { secrets: ['JWT_SECRET'] };

  it.each<[string, Entries, Entries, string]>([
    ['a Secret as a whole', [], [fromSecret], 'pass'],
    [
      'a key of a Secret',
      [{ name: 'JWT_SECRET', valueFrom: { secretKeyRef: { name: 'keys', key: 'JWT_SECRET' } } }],
      [],
      'pass',
    ],
    [
      'an empty key',
      [{ name: 'JWT_SECRET', valueFrom: { secretKeyRef: { name: 'keys', key: 'EMPTY' } } }],
      [],
      'fail',
    ],
    ['readable text', [{ name: 'JWT_SECRET', value: 'plain-text-secret' }], [], 'fail'],
    ['nowhere', [], [], 'fail'],
  ])('judges one that comes from %s', async (_what, env, envFrom, verdict) => {
    const result = await look(args, [deployment(env, envFrom), secret]);
    expect(result.verdict).toBe(verdict);
    expect(JSON.stringify(result)).not.toMatch(/plain-text-secret|c2VjcmV0/);
  });

  it('can’t see what Vault’s agent hands over, or what the account may not read', async () => {
    const injected = deployment([], [], { 'vault.hashicorp.com/agent-inject': 'true' });
    expect(await look(args, [injected])).toMatchObject({ verdict: 'inconclusive' });
    const api = deployment([], [fromSecret]);
    const { get } = objectCluster([api]).methods;
    const cluster = fakeCluster({
      get: (kind, name) =>
        kind.kind === 'Secret'
          ? Promise.reject(new ClusterError('forbidden', 'no secrets'))
          : get(kind, name),
    });
    const result = await variablesSet.run(
      { services: 'api-gateway', ...args },
      fakeRunContext({ ports: { cluster } }),
    );
    expect(result).toMatchObject({ verdict: 'inconclusive' });
  });

  it('lets an optional one be absent, and no Deployment', async () => {
    const optional = { secrets: ['REDIS_URL'], optional: ['REDIS_URL'] };
    expect(await look(optional, [deployment([])])).toMatchObject({ verdict: 'pass' });
    expect(await look(optional, [])).toMatchObject({ verdict: 'fail' });
  });
});

it('is an error for services and wishes that are none', async () => {
  expect(await look({ services: 'other', secrets: ['A'] }, [])).toMatchObject({ verdict: 'error' });
  expect(await look({}, [])).toMatchObject({ verdict: 'error' });
});
