import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  emptyInventory,
  readInventory,
  rehearsedInventory,
  type Replacements,
  rolesOf,
} from '../../../src/rehearsal/workspace/inventory.ts';
import type { Inventory } from '../../../src/runbook/inventory.ts';
import type { WrittenInventory } from '../../../src/runbook/inventory-schema.ts';
import { parseInventory } from '../../../src/runbook/parse-inventory.ts';
import { windowState } from '../../../src/steps/checks/window/window-state.ts';

const bundled = readFileSync(join(import.meta.dirname, '../../../runbooks/platform.yaml'), 'utf8');

const team = `
environments:
  production:
    namespace: shop
    cluster: { server: "https://kubernetes.shop.example:6443", uid: 11111111-2222-4333-8444-555555555555, context: shop }
    windows: [{ days: [mon], from: "09:30", to: "10:00", zone: Europe/Oslo }]
    freezes: [{ from: 2000-01-01, to: 2100-01-01, reason: always }]
    endpoints: { shop: "https://shop.example" }
    values: { overlay: deploy/production, build: "1.10" }
services: { cart: { image: registry.shop.example/cart } }
principals: { "Somebody Real": { roles: [captain], keys: ["ssh-ed25519 AAAAreal"] } }
approvals: { unsigned: refused }
secrets: { token: { command: op read op://shop/token } }
thresholds: { error-rate-percent: 1.5 }
`;

const replaced: Replacements = {
  server: 'http://127.0.0.1:4711',
  clusterUid: '00000000-0000-4000-8000-000000000001',
  context: 'rehearsal',
  window: 'open',
  now: Date.parse('2026-03-03T10:00:00Z'),
  endpoint: (name) => `http://127.0.0.1:4712/${name}`,
  outside: { prometheus: 'http://127.0.0.1:4713/prometheus' },
  values: {},
  secret: (name) => `rehearsal-${name}`,
  people: [
    {
      name: 'Rehearsal captain',
      role: 'captain',
      publicKey: 'ssh-ed25519 AAAAtest',
      keyFile: '/k',
      keyName: 'k',
    },
  ],
};

function written(text: string): WrittenInventory {
  const read = readInventory(text);
  if (read === undefined) throw new Error('the inventory is not valid');
  return read;
}

function rehearsed(text: string, changes: Partial<Replacements> = {}): Inventory {
  const rewritten = rehearsedInventory(written(text), { ...replaced, ...changes });
  const { inventory, problems } = parseInventory({ path: 'platform.yaml', bytes: Buffer.from(rewritten) });
  if (inventory === undefined) throw new Error(problems.map(({ message }) => message).join(' '));
  return inventory;
}

describe('the inventory of a rehearsal', () => {
  it.each([
    ['the bundled one', bundled],
    ['a team’s', team],
  ])('pins every environment of %s to the simulated cluster', (_, text) => {
    const pins = Object.values(rehearsed(text).environments).map(({ server, clusterUid, context }) => ({
      server,
      clusterUid,
      context,
    }));
    expect(pins.length).toBeGreaterThan(0);
    for (const pin of pins) {
      expect(pin).toEqual({
        server: replaced.server,
        clusterUid: replaced.clusterUid,
        context: replaced.context,
      });
    }
  });

  it('holds no address, person or source of a secret of the team', () => {
    const text = rehearsedInventory(written(team), replaced);
    expect(text).not.toContain('shop.example:6443');
    expect(text).not.toContain('https://');
    expect(text).not.toContain('Somebody Real');
    expect(text).not.toContain('op read');
  });

  it('keeps services, thresholds and values as they are written', () => {
    const { services, thresholds, environments } = rehearsed(team);
    expect(services.map(({ name, image }) => [name, image])).toEqual([
      ['cart', 'registry.shop.example/cart'],
    ]);
    expect(thresholds).toEqual({ 'error-rate-percent': 1.5 });
    expect(environments['production']?.values).toEqual({ overlay: 'deploy/production', build: '1.10' });
  });

  it('keeps everything of the bundled one that leads nowhere', () => {
    const { inventory } = parseInventory({ path: 'platform.yaml', bytes: Buffer.from(bundled) });
    const { services, thresholds } = rehearsed(bundled);
    expect(services).toEqual(inventory?.services);
    expect(thresholds).toEqual(inventory?.thresholds);
  });

  it('has values of its own where they lead to people and accounts, whatever the team has written', () => {
    const sends = team.replace('build: "1.10"', 'mailer: sendmail -t');
    const { environments } = rehearsed(sends, { values: { mailer: 'cat' } });
    expect(environments['production']?.values).toEqual({ overlay: 'deploy/production', mailer: 'cat' });
  });

  it.each(['open', 'closed'] as const)('has a window that is %s, and no freeze', (window) => {
    const production = rehearsed(team, { window }).environments['production'];
    const state = windowState(production?.windows ?? [], production?.freezes ?? [], replaced.now);
    expect(state.kind).toBe(window === 'open' ? 'open' : 'outside');
  });

  it('lets approvals be unsigned only where nobody could sign', () => {
    const [captain] = replaced.people;
    if (captain === undefined) throw new Error('there is a captain');
    expect(rehearsed(team).approvals).toEqual({ unsigned: 'refused' });
    const without = rehearsed(team, { people: [{ ...captain, publicKey: undefined }] });
    expect(without.approvals).toEqual({ unsigned: 'allowed' });
    expect(without.principals).toEqual([{ name: 'Rehearsal captain', roles: ['captain'], keys: [] }]);
  });

  it('leads its endpoints to this machine, and has those of the monitoring', () => {
    expect(rehearsed(team).environments['production']?.endpoints).toEqual({
      shop: 'http://127.0.0.1:4712/shop',
      prometheus: 'http://127.0.0.1:4713/prometheus',
    });
  });

  it('knows the roles of the team', () => {
    expect(rolesOf(written(team))).toEqual(['captain']);
  });

  it('has an environment where the team has written none', () => {
    const rewritten = rehearsedInventory(emptyInventory(), replaced);
    const { inventory } = parseInventory({ path: 'platform.yaml', bytes: Buffer.from(rewritten) });
    expect(Object.keys(inventory?.environments ?? {})).toEqual(['rehearsal']);
  });
});
