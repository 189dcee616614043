import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isList, isObject, type Json } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { KubeObject } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { deployment, podSpec, post, runningWorld } from '../../../fixtures/rehearsal/running-world.ts';

/** Told in other ways by newer servers, or by what is in it. */
const free = new Set(['labels', 'annotations', 'matchLabels', 'managedFields']);

/** Every path that an object has, with the type of what is there. */
function pathsOf(value: Json, path = ''): readonly string[] {
  if (isList(value)) return value.flatMap((one) => pathsOf(one, `${path}[]`));
  if (!isObject(value)) return [`${path} ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    free.has(key) ? [] : pathsOf(inner, `${path}.${key}`),
  );
}

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);
const recording = z.object({
  deployments: z.array(json),
  replicaSets: z.array(json),
  pods: z.array(json),
  events: z.array(json),
});

function recorded(name: string): z.infer<typeof recording> {
  const text = readFileSync(new URL(`../../../fixtures/pods/${name}.json`, import.meta.url), 'utf8');
  return recording.parse(JSON.parse(text));
}

function reasons(events: readonly Json[]): ReadonlySet<unknown> {
  return new Set(events.map((event) => (isObject(event) ? event['reason'] : undefined)));
}

interface Story {
  readonly name: string;
  readonly image: string;
  readonly after: number;
  readonly container?: Readonly<Record<string, Json>>;
  readonly beside?: KubeObject;
}

const stories: readonly Story[] = [
  { name: 'crash-loop', image: 'web:bad', after: 22_000 },
  { name: 'image-pull-back-off', image: 'web:none', after: 20_000 },
  { name: 'err-image-pull', image: 'web:none', after: 13_500 },
  { name: 'invalid-image-name', image: 'Web:x:y', after: 3000 },
  {
    name: 'create-container-config-error',
    image: 'web:1',
    after: 5000,
    container: { envFrom: [{ secretRef: { name: 'none' } }] },
  },
  { name: 'run-container-error', image: 'web:1', after: 15_000, container: { command: ['/no/such'] } },
  {
    name: 'run-container-error-back-off',
    image: 'web:1',
    after: 40_000,
    container: { command: ['/no/such'] },
  },
  { name: 'crash-once', image: 'web:bad', after: 8000 },
  {
    name: 'unschedulable',
    image: 'web:1',
    after: 70_000,
    container: { resources: { requests: { cpu: '5000' } } },
  },
  {
    name: 'failed-create-quota',
    image: 'web:1',
    after: 5000,
    beside: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none' },
      spec: { hard: { pods: '0' } },
    },
  },
];

describe('what a real cluster was seen to say of a story', () => {
  it.each(stories)(
    'the simulation says too: $name',
    async ({ name, image, after, container = {}, beside }) => {
      const world = runningWorld();
      if (beside !== undefined) post(world, beside);
      const spec = podSpec('web', image);
      const containers = isList(spec['containers']) ? spec['containers'] : [];
      const pod = {
        ...spec,
        containers: containers.map((one) => (isObject(one) ? { ...one, ...container } : one)),
      };
      const template = { metadata: { labels: { app: 'web' } }, spec: pod };
      const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } };
      post(world, deployment('web', image, { replicas: 1, strategy, template }));
      await world.schedule.pass(after);
      const real = recorded(name);
      const simulated = (resource: string): ReadonlySet<string> =>
        new Set(world.store.list(resource, 'prod').flatMap((object) => pathsOf(object, '[]')));
      const missing = (objects: Json, resource: string): readonly string[] => {
        const has = simulated(resource);
        return [...new Set(pathsOf(objects))].filter((path) => !has.has(path) && !path.includes('.spec'));
      };
      expect({
        deployments: missing(real.deployments, 'deployments.apps'),
        replicaSets: missing(real.replicaSets, 'replicasets.apps'),
        pods: missing(real.pods, 'pods'),
        events: missing(real.events, 'events'),
      }).toEqual({ deployments: [], replicaSets: [], pods: [], events: [] });
      expect(
        [...reasons(real.events)].filter((one) => !reasons(world.store.list('events', 'prod')).has(one)),
      ).toEqual([]);
    },
  );
});
