import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openCluster } from '../../../src/platform/cluster/open-cluster.ts';
import type { FollowedView } from '../../../src/steps/ports/cluster.ts';
import { type Answer, apiServer, sendJson, sendStatus } from './api-server.ts';

function job(name: string, resourceVersion: string) {
  return { metadata: { name, uid: name, resourceVersion } };
}

function list(version: string, ...items: readonly unknown[]) {
  return { metadata: { resourceVersion: version }, items };
}

/** Writes events of a watch and leaves the connection open, or ends it. */
function events(response: ServerResponse, end: boolean, ...all: readonly unknown[]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  for (const one of all) response.write(`${JSON.stringify(one)}\n`);
  if (end) response.end();
}

/** Follows Jobs until a view satisfies the test; answers lists and watches in the order given. */
async function followUntil(
  answers: readonly Answer[],
  done: (view: FollowedView) => boolean,
): Promise<{ readonly views: readonly FollowedView[]; readonly urls: readonly URL[] }> {
  const left = [...answers];
  const server = await apiServer((asked, response) => {
    const next = left.shift();
    if (next === undefined) events(response, false);
    else next(asked, response);
  });
  const cluster = await openCluster({ kubeconfig: server.kubeconfig, env: {} });
  const stop = new AbortController();
  const views: FollowedView[] = [];
  try {
    await cluster.follow(
      ['jobs'],
      (view) => {
        views.push(view);
        if (done(view)) stop.abort();
      },
      stop.signal,
    );
  } finally {
    await server.close();
  }
  return { views, urls: server.asked.map((one) => one.url) };
}

function names(view: FollowedView): string {
  return (view.state?.jobs ?? [])
    .map((one) => one.name)
    .toSorted()
    .join(' ');
}

const refuse: Answer = (_asked, response) =>
  sendStatus(response, 403, 'jobs.batch is forbidden: User "eve" cannot watch resource "jobs"');

const versionOf = (url: URL | undefined): string | null | undefined =>
  url?.searchParams.get('resourceVersion');

describe('following a collection', () => {
  it('lists once, watches from there, and tells what is added, changed and removed', async () => {
    const { urls } = await followUntil(
      [
        (_asked, response) => sendJson(response, 200, list('5', job('a', '5'))),
        (_asked, response) =>
          events(
            response,
            false,
            { type: 'ADDED', object: job('b', '6') },
            { type: 'DELETED', object: job('a', '7') },
          ),
      ],
      (view) => names(view) === 'b',
    );
    expect(urls[0]?.pathname).toBe('/apis/batch/v1/namespaces/shop/jobs');
    expect(versionOf(urls[1])).toBe('5');
  });

  it('goes on from the last version when a watch is cut in the middle of a line', async () => {
    const { urls } = await followUntil(
      [
        (_asked, response) => sendJson(response, 200, list('5')),
        (_asked, response) => {
          events(response, false, { type: 'ADDED', object: job('a', '8') });
          response.write('{"type":"ADD', () => response.destroy());
        },
        (_asked, response) => events(response, false, { type: 'ADDED', object: job('b', '9') }),
      ],
      (view) => names(view) === 'a b',
    );
    expect(versionOf(urls[2])).toBe('8');
  });

  it('lists anew when its version has expired, and forgets what is gone meanwhile', async () => {
    const { urls } = await followUntil(
      [
        (_asked, response) => sendJson(response, 200, list('5', job('a', '5'))),
        (_asked, response) =>
          events(response, true, {
            type: 'ERROR',
            object: { code: 410, message: 'too old resource version' },
          }),
        (_asked, response) => sendJson(response, 200, list('90', job('z', '90'))),
      ],
      (view) => names(view) === 'z',
    );
    expect(urls[2]?.searchParams.has('watch')).toBe(false);
  });

  it('takes a refused watch for an expired one too', async () => {
    await expect(
      followUntil(
        [
          (_asked, response) => sendJson(response, 200, list('5')),
          (_asked, response) => sendStatus(response, 410, 'Expired'),
          (_asked, response) => sendJson(response, 200, list('6', job('a', '6'))),
        ],
        (view) => names(view) === 'a',
      ),
    ).resolves.toBeDefined();
  });

  it('shows trouble while the server fails, and that it is over', async () => {
    const { views } = await followUntil(
      [
        (_asked, response) => sendJson(response, 200, list('5', job('a', '5'))),
        (_asked, response) => sendStatus(response, 500, 'etcd leader changed'),
        (_asked, response) => sendStatus(response, 429, 'slow down'),
        (_asked, response) => events(response, false, { type: 'ADDED', object: job('b', '6') }),
      ],
      (view) => names(view) === 'a b' && view.trouble === undefined,
    );
    const troubles = views.map((view) => view.trouble?.reason);
    expect(troubles).toContain('server');
    expect(troubles).toContain('throttled');
    expect(views.at(-1)?.trouble).toBeUndefined();
  });

  it('asks again where a server that has just started forbids what was allowed before', async () => {
    const { views } = await followUntil(
      [
        (_asked, response) => sendJson(response, 200, list('1', job('a', '1'))),
        (_asked, response) => sendStatus(response, 403, 'jobs.batch is forbidden: RBAC: not yet known'),
        (_asked, response) => events(response, false, { type: 'ADDED', object: job('b', '2') }),
      ],
      (view) => names(view) === 'a b',
    );
    expect(views.some((view) => view.trouble?.reason === 'forbidden')).toBe(true);
  });

  it('gives up on a watch that stays forbidden', async () => {
    const refused = followUntil(
      [(_asked, response) => sendJson(response, 200, list('1')), refuse, refuse, refuse],
      () => false,
    );
    await expect(refused).rejects.toMatchObject({ reason: 'forbidden' });
  });

  it('gives up at once on what is forbidden', async () => {
    const refused = followUntil(
      [
        (_asked, response) =>
          sendStatus(
            response,
            403,
            'jobs.batch is forbidden: User "eve" cannot list resource "jobs" in API group "batch" in the namespace "shop"',
          ),
      ],
      () => false,
    );
    await expect(refused).rejects.toMatchObject({
      reason: 'forbidden',
      message: 'User eve may not list jobs in namespace shop. Ask for the right, or use another context.',
    });
  });
});
