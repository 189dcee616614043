import { describe, expect, it } from 'vitest';
import { accessCan } from '../../src/steps/checks/access-can.ts';
import { field } from '../../src/steps/manifest/json.ts';
import { fakeRunContext } from '../fixtures/run-context.ts';
import { fakeCluster } from '../fixtures/session/fake-cluster.ts';
import { askedOf } from '../fixtures/rehearsal/requests.ts';
import { stepOf } from './library.ts';

/** What the item asks the cluster, by the check's own reading of it. */
async function askedRights(): Promise<readonly string[]> {
  const asked: string[] = [];
  const cluster = fakeCluster({
    may: (rights) => {
      for (const { verb, group, resource, subresource = '' } of rights) {
        asked.push(`${verb} ${group}/${resource}/${subresource}`);
      }
      return Promise.resolve([]);
    },
  });
  const call = stepOf('deploy', 'access-cluster').config['check'];
  await accessCan.run(field(call, 'with'), fakeRunContext({ ports: { cluster } }));
  return asked;
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  POST: 'create',
  PATCH: 'patch',
  PUT: 'update',
  DELETE: 'delete',
};

/** The right that a request to the API needs. Undefined: it is for what every account may ask, such as discovery. */
function needed(method: string, path: string): string | undefined {
  const [place = '', query = ''] = path.split('?');
  const found =
    /^\/apis?\/(?:([^/]+)\/)?v[^/]+\/(?:namespaces\/NAMESPACE\/)?([a-z]+)(?:\/([^/]+))?(?:\/([a-z]+))?/.exec(
      place,
    );
  if (found === null) return undefined;
  const [, group = '', resource = '', name, subresource = ''] = found;
  // The cluster's identity is read from there before anything else, and the session ends where it may not be.
  if (resource === 'namespaces') return undefined;
  const listed = query.includes('watch=true') ? 'watch' : 'list';
  const verb = method === 'GET' && name === undefined ? listed : (verbs[method] ?? method);
  return `${verb} ${group}/${resource}/${subresource}`;
}

describe('the rights that deploy.md asks for at its beginning', () => {
  const requests = [...askedOf('kubectl'), ...askedOf('client-node')];

  it('are those of every request that deployments and rollbacks make', async () => {
    const asked = await askedRights();
    const all = requests.flatMap(({ method, path }) => needed(method, path) ?? []);
    expect(all.length).toBeGreaterThan(20);
    expect([...new Set(all)].filter((right) => !asked.includes(right))).toEqual([]);
  });

  it('hold what a shell in a pod, a request to a Service and the lock need', async () => {
    const asked = await askedRights();
    const more = ['get /pods/exec', 'create /pods/exec', 'get /services/proxy', 'create /services/proxy'];
    const lease = ['get', 'create', 'update'].map((verb) => `${verb} coordination.k8s.io/leases/`);
    expect([...more, ...lease].filter((right) => !asked.includes(right))).toEqual([]);
  });
});
