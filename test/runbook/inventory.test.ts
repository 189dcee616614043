import { describe, expect, it } from 'vitest';
import { parseInventory } from '../../src/runbook/parse-inventory.ts';
import { servicesOf, unknownEnvironment } from '../../src/runbook/services.ts';

const valid = `
environments:
  production:
    namespace: shop-production
    cluster: { server: "https://prod.example:6443", uid: 5d1f0a52-0c5e-4b1c-9a0e-6f1f0d2b7a11 }
    windows:
      - { days: [tue, wed], from: 10:00, to: 14:00, zone: Europe/Oslo }
    freezes:
      - { from: 2025-12-20, to: 2026-01-03, reason: Holidays }
    endpoints: { prometheus: "https://prometheus.example" }
    values: { overlay: overlays/production }
  staging:
    production: false
    namespace: shop-staging
    prefix: stage-
service-defaults:
  prefix: prod-
  deployment: "{prefix}shop-{name}"
  image: registry.example/shop-{name}
  health: /healthz
services:
  api: { wave: 2, port: 8080 }
  web:
  queue: { deployment: rabbitmq, image: rabbitmq }
principals:
  release-lead: { roles: [approver], keys: ["ssh-ed25519 AAAAC3Nza lead"] }
approvals: { unsigned: allowed }
thresholds: { error-rate-percent: 0.5 }
contacts: [{ role: On-call, name: Rota, contact: "#ops" }]
secrets:
  vault-token: { command: vault print token }
  db-password: { env: DB_PASSWORD }
`;

function parse(text: string): ReturnType<typeof parseInventory> {
  return parseInventory({ path: 'platform.yaml', bytes: Buffer.from(text) });
}

describe('parseInventory', () => {
  const { inventory, problems } = parse(valid);

  it('reads the whole of it', () => {
    expect(problems).toEqual([]);
    expect(inventory).toMatchObject({
      environments: {
        production: {
          production: true,
          server: 'https://prod.example:6443',
          clusterUid: '5d1f0a52-0c5e-4b1c-9a0e-6f1f0d2b7a11',
          windows: [{ days: ['tue', 'wed'], from: '10:00', to: '14:00', zone: 'Europe/Oslo' }],
          values: { overlay: 'overlays/production' },
        },
        staging: { production: false },
      },
      approvals: { unsigned: 'allowed' },
      thresholds: { 'error-rate-percent': 0.5 },
      secrets: {
        'vault-token': { from: 'command', command: 'vault print token' },
        'db-password': { from: 'env' },
      },
    });
  });

  it('names deployments by the environment', () => {
    if (inventory === undefined) throw new Error('there is no inventory');
    const names = (name: string): readonly string[] =>
      servicesOf(inventory, inventory.environments[name] ?? unknownEnvironment(name)).map(
        ({ deployment }) => deployment,
      );
    expect(names('production')).toEqual(['prod-shop-api', 'prod-shop-web', 'rabbitmq']);
    expect(names('staging')).toEqual(['stage-shop-api', 'stage-shop-web', 'rabbitmq']);
    expect(names('elsewhere')).toEqual(['prod-shop-api', 'prod-shop-web', 'rabbitmq']);
    expect(inventory.services[0]).toMatchObject({
      deployment: 'prod-shop-api',
      image: 'registry.example/shop-api',
      port: 8080,
      wave: 2,
      health: '/healthz',
    });
  });

  it('refuses unsigned approvals unless it says otherwise', () => {
    expect(parse('environments: {}').inventory?.approvals).toEqual({ unsigned: 'refused' });
  });

  it.each([
    ['enviroments: {}', 'parse/unknown-key', '1:1', 'Did you mean `environments`?'],
    ['environments: { a: {} }', 'parse/missing-key', '1:17', undefined],
    ['environments: { a: { namespace: a, production: perhaps } }', 'parse/invalid-value', '1:48', undefined],
    [
      'environments: { a: { namespace: a, cluster: { server: prod } } }',
      'parse/invalid-value',
      '1:55',
      undefined,
    ],
    [
      'environments: { a: { namespace: a }, a: { namespace: b } }',
      'parse/duplicate-key',
      '1:38',
      'Keep one of them',
    ],
    [
      'environments: { a: { namespace: a, windows: [{ days: [tue], from: 9:00, to: "10:00", zone: UTC }] } }',
      'parse/invalid-value',
      '1:67',
      undefined,
    ],
    [
      'environments: { a: { namespace: a, windows: [{ days: [tue], from: "22:00", to: "02:00", zone: UTC }] } }',
      'parse/invalid-value',
      '1:80',
      undefined,
    ],
    [
      'environments: { a: { namespace: a, windows: [{ days: [tu], from: "09:00", to: "10:00", zone: UTC }] } }',
      'parse/invalid-value',
      '1:55',
      'Did you mean `tue`?',
    ],
    [
      'environments: { a: { namespace: a, windows: [{ days: [tue], from: "09:00", to: "10:00", zone: Oslo }] } }',
      'parse/invalid-value',
      '1:95',
      undefined,
    ],
    [
      'environments: { a: { namespace: a, freezes: [{ from: 2025-02-30x, to: 2025-03-01, reason: r }] } }',
      'parse/invalid-value',
      '1:54',
      undefined,
    ],
    [
      'services: { api: }',
      'parse/missing-key',
      '1:13',
      'Add `image` here or, with {name}, to `service-defaults`',
    ],
    ['services: { api: { image: "x-{nmae}" } }', 'parse/invalid-value', '1:27', undefined],
    ['principals: { lead: { roles: [a], keys: ["AAAA"] } }', 'parse/invalid-value', '1:42', undefined],
    ['secrets: { t: { enw: X } }', 'parse/unknown-key', '1:17', 'Did you mean `env`?'],
    ['thresholds: { lag: many }', 'parse/invalid-value', '1:20', undefined],
    ['- a', 'parse/yaml-mapping', '1:1', undefined],
  ])('%s', (text, code, place, hint) => {
    const { inventory: nothing, problems: found } = parse(text);
    expect(nothing).toBeUndefined();
    const told = found.map((problem) => [
      problem.code,
      `${problem.span.start.line}:${problem.span.start.column}`,
      problem.hint,
    ]);
    expect(told).toContainEqual([code, place, hint]);
  });
});

describe('unknownEnvironment', () => {
  it('counts as production', () => {
    expect(unknownEnvironment('somewhere')).toMatchObject({ name: 'somewhere', production: true });
  });
});
