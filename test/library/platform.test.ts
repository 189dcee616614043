import { isUnfilled } from '../../src/runbook/contacts.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servicesOf, unknownEnvironment } from '../../src/runbook/services.ts';
import { bundledInventory } from './library.ts';

const { inventory } = bundledInventory();
if (inventory === undefined) throw new Error('platform.yaml has errors');

const names =
  'api-gateway unified-profile kintell-connector buddy-service upskilling-connector q2q-ai safety-moderation analytics buddy-connector discord-bot impact-calculator impact-in journey-engine notifications reporting corp-cockpit'.split(
    ' ',
  );

describe('the bundled platform.yaml', () => {
  it('knows the sixteen services with their images and ports', () => {
    const ports = [...Array.from({ length: 15 }, (_, index) => 3000 + index), 4321];
    expect(inventory.services.map(({ name, image, port }) => ({ name, image, port }))).toEqual(
      names.map((name, index) => ({ name, image: `ghcr.io/henrigkroine/teei-${name}`, port: ports[index] })),
    );
  });

  it.each([
    ['production', 'prod-teei-api-gateway', 'teei-production', true],
    ['staging', 'staging-teei-api-gateway', 'teei-staging', false],
  ])('names the Deployments of %s', (name, deployment, namespace, production) => {
    const environment = inventory.environments[name] ?? unknownEnvironment(name);
    expect(environment).toMatchObject({ namespace, production });
    expect(servicesOf(inventory, environment)[0]?.deployment).toBe(deployment);
  });

  it('opens production on Tuesday and Wednesday, 10:00 to 14:00 UTC', () => {
    expect(inventory.environments['production']?.windows).toEqual([
      { days: ['tue', 'wed'], from: '10:00', to: '14:00', zone: 'UTC' },
    ]);
  });

  it('begins with one service that no other calls, and ends with those at the door', () => {
    const inWave = (wave: number): readonly string[] =>
      inventory.services.filter((service) => service.wave === wave).map(({ name }) => name);
    expect(inWave(1)).toEqual(['discord-bot']);
    expect(inWave(2)).toHaveLength(13);
    expect(inWave(3)).toEqual(['api-gateway', 'corp-cockpit']);
  });

  it.each(['production', 'staging'])('fits the sample overlay of %s', (name) => {
    const overlay = inventory.environments[name]?.values['overlay'] ?? '';
    const file = join(import.meta.dirname, '../../examples/platform', overlay, 'kustomization.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`namespace: ${inventory.environments[name]?.namespace ?? ''}`);
    for (const { image } of inventory.services) expect(text).toContain(`name: ${image}\n`);
  });

  it('invents nobody: no principal, and contacts without a person', () => {
    expect(inventory.principals).toEqual([]);
    const filled = inventory.contacts.filter((contact) => !isUnfilled(contact));
    expect(filled.map(({ role }) => role)).toEqual(['Incident channel']);
  });
});
