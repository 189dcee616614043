import { describe, expect, it } from 'vitest';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';
import { type Asked, askedOf } from '../../../fixtures/rehearsal/requests.ts';

/** kubectl asks each group that is announced for its resources; the real server announced some that are not needed. */
const discovery = /^\/apis\/([^/]+)\/([^/?]+)(?:\?timeout=32s)?$/;
const announced: Readonly<Record<string, string>> = {
  apps: 'v1',
  autoscaling: 'v2',
  batch: 'v1',
  'coordination.k8s.io': 'v1',
};

function isNeeded({ path }: Asked): boolean {
  const [, group, version] = discovery.exec(path) ?? [];
  return group === undefined || announced[group] === version;
}

/** The words of a server that does not know what it is asked; objects that are not there are another matter. */
const unknown = /could not find the requested resource|does not allow this method|404 page not found/;

describe.each(['kubectl', 'client-node'] as const)('what %s asked a real server in deployments', (client) => {
  const requests = askedOf(client).filter(isNeeded);

  it('is not little', () => {
    expect(requests.length).toBeGreaterThan(25);
  });

  it.each(requests)('$method $path', async ({ method, path, accept, contentType }) => {
    const target = path
      .replace('NAMESPACE', 'prod')
      .replaceAll(/=N(?=&|$)/g, '=1')
      .replace(':PORT', ':80');
    const headers = { accept, ...(contentType === '-' ? {} : { contentType }) };
    const answer = await ask(quietWorld(), `${method} ${encodeURI(target)}`, undefined, headers);
    expect(answer.kind === 'failure' ? answer.failure.message : '').not.toMatch(unknown);
  });
});
