import { describe, expect, it } from 'vitest';
import type { Right } from '../../../../src/rehearsal/kubernetes/access/right.ts';
import type { ApiAnswer } from '../../../../src/rehearsal/kubernetes/api/exchange.ts';
import { at, type Json } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { World } from '../../../../src/rehearsal/kubernetes/world.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const deleting: Right = { verb: 'delete', group: 'apps', resource: 'deployments' };
const logs: Right = { verb: 'get', group: '', resource: 'pods', subresource: 'log' };

function worldThatDenies(...denied: readonly Right[]): World {
  return { ...quietWorld(), denied };
}

function body(answer: ApiAnswer): Json | undefined {
  return answer.kind === 'json' ? answer.body : undefined;
}

async function allowed(world: World, resourceAttributes: Json): Promise<Json | undefined> {
  const answer = await ask(world, 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    spec: { resourceAttributes },
  });
  return at(body(answer), 'status', 'allowed');
}

describe('a review of access', () => {
  it('allows everything where nothing is denied', async () => {
    expect(await allowed(worldThatDenies(), { verb: '*', group: '*', resource: '*' })).toBe(true);
  });

  it('denies what the scenario denies, and nothing beside it', async () => {
    const world = worldThatDenies(deleting, logs);
    expect(await allowed(world, { verb: 'delete', group: 'apps', resource: 'deployments' })).toBe(false);
    expect(await allowed(world, { verb: 'patch', group: 'apps', resource: 'deployments' })).toBe(true);
    expect(await allowed(world, { verb: 'get', resource: 'pods' })).toBe(true);
    expect(await allowed(world, { verb: 'get', resource: 'pods', subresource: 'log' })).toBe(false);
    expect(await allowed(world, { verb: '*', group: '*', resource: '*' })).toBe(false);
  });

  it('lists the rules that are left', async () => {
    const path = 'POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
    const rules = body(await ask(worldThatDenies(deleting), path, { spec: { namespace: 'prod' } }));
    expect(at(rules, 'status', 'resourceRules')).toContainEqual({
      verbs: ['create', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
      apiGroups: ['apps'],
      resources: ['deployments'],
    });
  });
});

describe('a request for which the right is missing', () => {
  it('is refused in the words of the API server', async () => {
    const world = worldThatDenies(deleting, logs, { verb: 'list', group: '', resource: 'nodes' });
    expect(await ask(world, 'DELETE /apis/apps/v1/namespaces/prod/deployments/web')).toMatchObject({
      failure: {
        reason: 'Forbidden',
        message:
          'deployments.apps "web" is forbidden: User "rehearsal" cannot delete resource "deployments" in API group ' +
          '"apps" in the namespace "prod"',
        details: { name: 'web', group: 'apps', kind: 'deployments' },
      },
    });
    expect(await ask(world, 'GET /api/v1/namespaces/prod/pods/web/log')).toMatchObject({
      failure: {
        message:
          'pods "web" is forbidden: User "rehearsal" cannot get resource "pods/log" in API group "" in the namespace "prod"',
      },
    });
    expect(await ask(world, 'GET /api/v1/nodes')).toMatchObject({
      failure: {
        message:
          'nodes is forbidden: User "rehearsal" cannot list resource "nodes" in API group "" at the cluster scope',
      },
    });
  });
});
