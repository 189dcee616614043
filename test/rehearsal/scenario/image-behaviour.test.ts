import { describe, expect, it } from 'vitest';
import type { ImageBehaviour } from '../../../src/rehearsal/kubernetes/kubelet/behaviour.ts';
import {
  serviceBehaviour,
  type ServiceImage,
  taggedService,
} from '../../../src/rehearsal/scenario/image-behaviour.ts';
import { scenario } from '../../fixtures/rehearsal/scenario.ts';

const services: readonly ServiceImage[] = [
  { name: 'api', image: 'registry:5000/team/api' },
  { name: 'web', image: 'team/web' },
];

function behaviour(service: string, tag: string, keys: string): ImageBehaviour | undefined {
  return serviceBehaviour({ service, tag }, scenario(keys).releases, 'v1');
}

describe('the service of an image', () => {
  it.each([
    ['registry:5000/team/api:v2', { service: 'api', tag: 'v2' }],
    ['team/web:v2@sha256:0000', { service: 'web', tag: 'v2' }],
    ['registry:5000/team/api', undefined],
    ['team/web2:v2', undefined],
    ['', undefined],
  ])('of %s', (image, expected) => {
    expect(taggedService(image, services)).toEqual(expected);
  });
});

describe('what an image does', () => {
  it('is good where the tag runs already, and is nowhere else', () => {
    expect(behaviour('api', 'v1', '')?.main).toMatchObject({
      kind: 'serves',
      http: { errors: 0, healthy: true },
    });
    expect(behaviour('api', 'v9', '')).toBeUndefined();
    expect(
      behaviour('api', 'v2', 'releases: { v2: { services: { api: { registry: missing } } } }'),
    ).toBeUndefined();
  });

  it('lets what is said of a service stand before what is said of all', () => {
    const keys =
      'releases: { v2: { error-percent: 15, latency: 1s, services: { api: { error-percent: 40 } } } }';
    expect(behaviour('api', 'v2', keys)?.main).toMatchObject({ http: { errors: 0.4, latency: 1000 } });
    expect(behaviour('web', 'v2', keys)?.main).toMatchObject({ http: { errors: 0.15, latency: 1000 } });
  });

  it('ends before it is ready, or serves until it ends', () => {
    expect(
      behaviour('api', 'v2', 'releases: { v2: { crashes: { after: 1s, code: 3, log: [no] } } }')?.main,
    ).toEqual({
      kind: 'exits',
      after: 1000,
      exitCode: 3,
      reason: 'Error',
      log: ['starting api:v2', 'no'],
    });
    expect(behaviour('api', 'v2', 'releases: { v2: { out-of-memory: { after: 1m } } }')?.main).toMatchObject({
      kind: 'serves',
      ends: { after: 60_000, exitCode: 137, reason: 'OOMKilled' },
    });
  });

  it('knows its own commands before those that every image knows', () => {
    const keys = 'releases: { v2: { commands: [{ run: pnpm db:migrate, code: 4, output: [broken] }] } }';
    const first = behaviour('api', 'v2', keys)?.commands.find(({ words }) => words[1] === 'db:migrate');
    expect(first).toEqual({ words: ['pnpm', 'db:migrate'], takes: 1000, exitCode: 4, output: ['broken'] });
    expect(behaviour('api', 'v1', '')?.commands.every(({ exitCode }) => exitCode === 0)).toBe(true);
  });

  it('has the same digest each time, and another for each image', () => {
    const digest = behaviour('api', 'v1', '')?.digest;
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(behaviour('api', 'v1', '')?.digest).toBe(digest);
    expect(behaviour('web', 'v1', '')?.digest).not.toBe(digest);
  });
});
