import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiAnswer } from '../../../../src/rehearsal/kubernetes/api/exchange.ts';
import { at, type Json, listAt, textAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { seed } from '../../../../src/rehearsal/kubernetes/seed.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

function withMaps(count: number): World {
  const world = quietWorld();
  for (let number = 1; number <= count; number += 1) addMap(world, `m${String(number)}`);
  return world;
}

function addMap(world: World, name: string, labels: Readonly<Record<string, string>> = {}): void {
  seed(world, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'prod', labels } });
}

function bodyOf(answer: ApiAnswer): Json {
  if (answer.kind !== 'json') throw new Error(JSON.stringify(answer));
  return answer.body;
}

const eventSchema = z.object({
  type: z.string(),
  object: z.object({
    metadata: z.object({ name: z.string().optional() }).optional(),
    reason: z.string().optional(),
  }),
});

/** Opens a watch and gives the events as they come. */
async function watching(world: World, what: string): Promise<string[]> {
  const answer = await ask(world, what);
  if (answer.kind !== 'stream') throw new Error(JSON.stringify(answer));
  const events: string[] = [];
  answer.open({
    write: (chunk) => {
      const event = eventSchema.parse(JSON.parse(String(chunk)));
      events.push(`${event.type} ${event.object.metadata?.name ?? event.object.reason ?? ''}`.trim());
    },
    end: () => events.push('end'),
    abort: () => events.push('abort'),
  });
  return events;
}

const maps = '/api/v1/namespaces/prod/configmaps';

describe('lists', () => {
  it('come in pieces with a limit, and the pieces are the whole', async () => {
    const world = withMaps(5);
    const names: (string | undefined)[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const body = bodyOf(await ask(world, `GET ${maps}?limit=2&continue=${next}`));
      names.push(...listAt(body, 'items').map((item) => textAt(item, 'metadata', 'name')));
      next = textAt(body, 'metadata', 'continue');
    }
    expect(names).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
  });

  it('refuse a token that is none of theirs', async () => {
    expect(await ask(withMaps(1), `GET ${maps}?limit=1&continue=nonsense`)).toMatchObject({
      kind: 'failure',
      failure: { reason: 'BadRequest' },
    });
  });

  it('leave nothing out where one object goes between two pieces', async () => {
    const world = withMaps(4);
    const first = bodyOf(await ask(world, `GET ${maps}?limit=2`));
    await ask(world, `DELETE ${maps}/m1`);
    const next = textAt(first, 'metadata', 'continue') ?? '';
    const second = bodyOf(await ask(world, `GET ${maps}?continue=${next}`));
    expect(listAt(second, 'items').map((item) => textAt(item, 'metadata', 'name'))).toEqual(['m3', 'm4']);
  });

  it.each([
    ['resourceVersion=nonsense', 'InternalError'],
    ['resourceVersion=999999999', 'Timeout'],
  ])('are refused with %s', async (query, reason) => {
    expect(await ask(withMaps(1), `GET ${maps}?${query}`)).toMatchObject({
      kind: 'failure',
      failure: { reason },
    });
  });

  it('are refused to whom takes no form that there is', async () => {
    expect(await ask(withMaps(1), `GET ${maps}`, undefined, { accept: 'text/css' })).toMatchObject({
      kind: 'failure',
      failure: { reason: 'NotAcceptable' },
    });
  });

  it('are tables for whom wants tables, and metadata for whom wants no more', async () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    expect(bodyOf(await ask(withMaps(1), `GET ${maps}`, undefined, { accept }))).toMatchObject({
      kind: 'Table',
    });
    const metadata = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    const body = bodyOf(await ask(withMaps(1), `GET ${maps}`, undefined, { accept: metadata }));
    expect(at(listAt(body, 'items')[0], 'kind')).toBe('PartialObjectMetadata');
  });
});

describe('watches', () => {
  it('tell what is there and then what happens', async () => {
    const world = withMaps(1);
    const events = await watching(world, `GET ${maps}?watch=true`);
    addMap(world, 'm2');
    world.store.remove('configmaps', 'prod', 'm1');
    expect(events).toEqual(['ADDED m1', 'ADDED m2', 'DELETED m1']);
  });

  it('go on where a list ended, without a gap', async () => {
    const world = withMaps(1);
    const version = textAt(bodyOf(await ask(world, `GET ${maps}`)), 'metadata', 'resourceVersion') ?? '';
    addMap(world, 'm2');
    const events = await watching(world, `GET ${maps}?watch=true&resourceVersion=${version}`);
    addMap(world, 'm3');
    expect(events).toEqual(['ADDED m2', 'ADDED m3']);
  });

  it('say that an object came to match, and that it no longer does', async () => {
    const world = quietWorld();
    const events = await watching(world, `GET ${maps}?watch=true&labelSelector=on%3Dyes`);
    addMap(world, 'a');
    const put = (on: string): void => {
      world.store.put('configmaps', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', namespace: 'prod', labels: { on } },
      });
    };
    put('yes');
    put('yes');
    put('no');
    expect(events).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
  });

  it('end with 410 where what has changed is forgotten', async () => {
    const world = withMaps(2);
    const old = world.store.revision - 1;
    world.store.compact();
    expect(await watching(world, `GET ${maps}?watch=true&resourceVersion=${String(old)}`)).toEqual([
      'ERROR Expired',
      'end',
    ]);
  });

  it('mark the end of the first events for whom asks for it', async () => {
    const events = await watching(
      withMaps(1),
      `GET ${maps}?watch=true&sendInitialEvents=true&allowWatchBookmarks=true`,
    );
    expect(events).toEqual(['ADDED m1', 'BOOKMARK']);
  });
});

describe('paths', () => {
  it.each([
    ['GET /api/v1/namespaces/prod', 'Namespace'],
    ['GET /api/v1/namespaces', 'NamespaceList'],
    ['GET /apis/apps/v1', 'APIResourceList'],
    ['GET /apis', 'APIGroupList'],
    ['GET /api', 'APIVersions'],
  ])('%s is answered with %s', async (what, kind) => {
    expect(bodyOf(await ask(quietWorld(), what))).toMatchObject({ kind });
  });

  it.each(['GET /api/v1/none', 'GET /apis/apps/v1/namespaces/prod/none/x'])(
    '%s is not found',
    async (what) => {
      expect(await ask(quietWorld(), what)).toMatchObject({ failure: { reason: 'NotFound' } });
    },
  );

  it.each(['GET /apis/none/v1', 'GET /api/v2', 'GET /'])('%s is no part of the API', async (what) => {
    expect(await ask(quietWorld(), what)).toMatchObject({ kind: 'text', status: 404 });
  });

  it('can’t all be written to', async () => {
    expect(await ask(quietWorld(), 'POST /version')).toMatchObject({
      failure: { reason: 'MethodNotAllowed' },
    });
  });
});
