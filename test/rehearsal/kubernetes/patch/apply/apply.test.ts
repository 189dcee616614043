import { describe, expect, it } from 'vitest';
import type { ApiAnswer } from '../../../../../src/rehearsal/kubernetes/api/exchange.ts';
import { readManagers } from '../../../../../src/rehearsal/kubernetes/fields/managers.ts';
import {
  at,
  type Json,
  type JsonObject,
  listAt,
  withAt,
} from '../../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  annotationsOf,
  isKubeObject,
  type KubeObject,
} from '../../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { pathsOf } from '../../../../../src/rehearsal/kubernetes/patch/apply/conflicts.ts';
import { seed } from '../../../../../src/rehearsal/kubernetes/seed.ts';
import type { World } from '../../../../../src/rehearsal/kubernetes/world.ts';
import { ask } from '../../../../fixtures/rehearsal/ask.ts';
import { deploymentOf } from '../../../../fixtures/rehearsal/deployment.ts';
import { quietWorld } from '../../../../fixtures/rehearsal/quiet-world.ts';

const web = '/apis/apps/v1/namespaces/prod/deployments/web';

function apply(world: World, manager: string, body: Json, more = ''): Promise<ApiAnswer> {
  const contentType = 'application/apply-patch+yaml';
  return ask(world, `PATCH ${web}?fieldManager=${manager}${more}`, body, { contentType });
}

function merge(world: World, manager: string, body: Json): Promise<ApiAnswer> {
  const contentType = 'application/merge-patch+json';
  return ask(world, `PATCH ${web}?fieldManager=${manager}`, body, { contentType });
}

function objectOf(answer: ApiAnswer): KubeObject {
  if (answer.kind !== 'json' || !isKubeObject(answer.body)) throw new Error(JSON.stringify(answer));
  return answer.body;
}

function messageOf(answer: ApiAnswer): string {
  if (answer.kind !== 'failure') throw new Error(`not refused: ${JSON.stringify(answer)}`);
  return answer.failure.message;
}

function owned(object: KubeObject, name: string): readonly string[] {
  return (readManagers(object) ?? [])
    .filter(({ manager }) => manager === name)
    .flatMap(({ fields }) => pathsOf(fields));
}

const variables = [
  { name: 'A', value: '1' },
  { name: 'B', value: '2' },
] as const;

function withEnv(...env: readonly JsonObject[]): KubeObject {
  return deploymentOf({ container: { env } });
}

function envOf(object: KubeObject): Json | undefined {
  const [container] = listAt(object, 'spec', 'template', 'spec', 'containers');
  return at(container, 'env');
}

const image = '.spec.template.spec.containers[name="web"].image';

describe('a server-side apply', () => {
  it('creates what is not there, and owns what was said', async () => {
    const answer = await apply(quietWorld(), 'alice', deploymentOf());
    expect(answer).toMatchObject({ status: 201 });
    expect(owned(objectOf(answer), 'alice')).toEqual([
      '.metadata.labels.app',
      '.spec.replicas',
      '.spec.selector',
      '.spec.template.metadata.labels.app',
      '.spec.template.spec.containers[name="web"]',
      image,
      '.spec.template.spec.containers[name="web"].name',
    ]);
  });

  it('changes nothing the second time, not even the time', async () => {
    const world = quietWorld();
    const first = objectOf(await apply(world, 'alice', withEnv(...variables)));
    await world.schedule.pass(5000);
    expect(objectOf(await apply(world, 'alice', withEnv(...variables)))).toEqual(first);
  });

  it('takes away what its manager gives up, and leaves what another one says too', async () => {
    const world = quietWorld();
    await apply(world, 'alice', withEnv(...variables));
    await apply(world, 'bob', withEnv(variables[1]));
    const after = objectOf(await apply(world, 'alice', deploymentOf()));
    expect(envOf(after)).toEqual([variables[1]]);
    expect(envOf(objectOf(await apply(world, 'bob', deploymentOf())))).toBeUndefined();
  });

  it('takes what is given up away with all that was filled in below it', async () => {
    const world = quietWorld();
    const probe = { httpGet: { path: '/health', port: 80 } };
    await apply(world, 'alice', deploymentOf({ container: { livenessProbe: probe } }));
    const after = objectOf(await apply(world, 'alice', deploymentOf()));
    expect(JSON.stringify(after)).not.toContain('livenessProbe');
  });

  it('takes a port without a protocol for one of TCP', async () => {
    const world = quietWorld();
    const answer = await apply(
      world,
      'alice',
      deploymentOf({ container: { ports: [{ containerPort: 80 }] } }),
    );
    expect(owned(objectOf(answer), 'alice')).toContain(
      '.spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"]',
    );
  });

  it('leaves what nobody says', async () => {
    const world = quietWorld();
    await apply(world, 'alice', deploymentOf());
    await merge(world, 'bob', { spec: { paused: true }, metadata: { labels: { tier: 'x' } } });
    const after = objectOf(await apply(world, 'alice', deploymentOf({ spec: { replicas: 3 } })));
    expect(after).toMatchObject({ metadata: { labels: { tier: 'x' } }, spec: { paused: true, replicas: 3 } });
  });

  it('keeps the order of items as it is there, with its own in the order in which they were said', async () => {
    const world = quietWorld();
    const [c, d, z] = ['C', 'D', 'Z'].map((name) => ({ name, value: '0' }));
    if (c === undefined || d === undefined || z === undefined) throw new Error('no variables');
    await apply(world, 'alice', withEnv(c, d));
    const after = objectOf(await apply(world, 'bob', withEnv(z, d, variables[0])));
    expect(envOf(after)).toEqual([c, z, d, variables[0]]);
  });
});

describe('a conflict', () => {
  it('names the manager and the field', async () => {
    const world = quietWorld();
    await apply(world, 'alice', deploymentOf());
    await merge(world, 'kubectl-scale', { spec: { replicas: 5 } });
    const answer = await apply(world, 'alice', deploymentOf());
    expect(answer).toEqual({
      kind: 'failure',
      failure: {
        reason: 'Conflict',
        message: 'Apply failed with 1 conflict: conflict with "kubectl-scale" using apps/v1: .spec.replicas',
        details: {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "kubectl-scale" using apps/v1',
              field: '.spec.replicas',
            },
          ],
        },
      },
    });
  });

  it('with several fields lists them by manager', async () => {
    const world = quietWorld();
    await apply(world, 'alice', deploymentOf());
    await merge(world, 'kubectl-scale', { spec: { replicas: 5 } });
    const other = deploymentOf({ spec: { replicas: 7 }, container: { image: 'web:2' } });
    expect(messageOf(await apply(world, 'bob', other))).toBe(
      'Apply failed with 2 conflicts: conflicts with "alice":\n' +
        `- ${image}\nconflicts with "kubectl-scale" using apps/v1:\n- .spec.replicas`,
    );
  });

  it('is none where both say the same: then both own it', async () => {
    const world = quietWorld();
    await apply(world, 'alice', deploymentOf());
    const after = objectOf(await apply(world, 'bob', deploymentOf()));
    expect(owned(after, 'alice')).toEqual(owned(after, 'bob'));
  });

  it('is overcome by force, which takes the field over', async () => {
    const world = quietWorld();
    await apply(world, 'alice', deploymentOf());
    const after = objectOf(await apply(world, 'bob', deploymentOf({ spec: { replicas: 9 } }), '&force=true'));
    expect(after).toMatchObject({ spec: { replicas: 9 } });
    expect(owned(after, 'alice')).not.toContain('.spec.replicas');
    expect(owned(after, 'bob')).toContain('.spec.replicas');
  });

  it('is named in a dry run too, which writes nothing', async () => {
    const world = quietWorld();
    const first = objectOf(await apply(world, 'alice', deploymentOf()));
    const other = deploymentOf({ spec: { replicas: 9 } });
    expect(messageOf(await apply(world, 'bob', other, '&dryRun=All'))).toContain('"alice": .spec.replicas');
    const forced = objectOf(await apply(world, 'bob', other, '&dryRun=All&force=true'));
    expect(forced).toMatchObject({ spec: { replicas: 9 } });
    expect(objectOf(await ask(world, `GET ${web}`))).toEqual(first);
  });
});

describe('an apply over what was written in another way', () => {
  const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

  it('meets an object without managers as the work of one before it', async () => {
    const world = quietWorld();
    seed(world, deploymentOf({ spec: { replicas: 4 } }));
    expect(messageOf(await apply(world, 'alice', deploymentOf()))).toBe(
      'Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.replicas',
    );
  });

  it('takes over what kubectl apply of the client’s side wrote, and keeps its annotation', async () => {
    const world = quietWorld();
    const last = JSON.stringify(deploymentOf());
    const sent = withAt(deploymentOf(), ['metadata', 'annotations'], { [annotation]: last });
    await ask(world, `POST ${web.replace('/web', '')}?fieldManager=kubectl-client-side-apply`, sent);
    const next = deploymentOf({ spec: { replicas: 2 } });
    expect(messageOf(await apply(world, 'other', next))).toContain(
      '"kubectl-client-side-apply" using apps/v1',
    );
    const after = objectOf(await apply(world, 'kubectl', next));
    expect(after).toMatchObject({ spec: { replicas: 2 } });
    expect(JSON.parse(annotationsOf(after)[annotation] ?? '')).toEqual(next);
  });

  it('does not take over what was changed after that', async () => {
    const world = quietWorld();
    const sent = withAt(deploymentOf(), ['metadata', 'annotations'], {
      [annotation]: JSON.stringify(deploymentOf()),
    });
    await ask(world, `POST ${web.replace('/web', '')}?fieldManager=kubectl-client-side-apply`, sent);
    await merge(world, 'kubectl-scale', { spec: { replicas: 5 } });
    expect(messageOf(await apply(world, 'kubectl', deploymentOf()))).toContain('"kubectl-scale"');
  });
});

describe('an apply is refused', () => {
  it('when an item lacks the key of its list, or is there twice', async () => {
    const what =
      'failed to create typed patch object (prod/web; apps/v1, Kind=Deployment): .spec.template.spec';
    expect(messageOf(await apply(quietWorld(), 'alice', withEnv({ value: '1' })))).toBe(
      `${what}.containers[name="web"].env: element 0: associative list with keys has an element that omits key ` +
        'field "name" (and doesn\'t have default value)',
    );
    expect(messageOf(await apply(quietWorld(), 'alice', withEnv(variables[0], variables[0])))).toBe(
      `${what}.containers[name="web"].env: duplicate entries for key [name="A"]`,
    );
  });

  it('when it is for an object that is gone, or for another one of its name', async () => {
    const world = quietWorld();
    const uid = '11111111-1111-4111-8111-111111111111';
    const body = withAt(deploymentOf(), ['metadata', 'uid'], uid);
    expect(messageOf(await apply(world, 'alice', body))).toBe(
      'Operation cannot be fulfilled on deployments.apps "web": uid mismatch: ' +
        `the provided object specified uid ${uid}, and no existing object was found`,
    );
    await apply(world, 'alice', deploymentOf());
    expect(messageOf(await apply(world, 'alice', body))).toBe(
      `Deployment.apps "web" is invalid: metadata.uid: Invalid value: "${uid}": field is immutable`,
    );
  });

  it('when it brings managers of its own', async () => {
    const body = withAt(deploymentOf(), ['metadata', 'managedFields'], []);
    expect(messageOf(await apply(quietWorld(), 'alice', body))).toBe('metadata.managedFields must be nil');
  });

  it('when it is for another object', async () => {
    const body = withAt(deploymentOf(), ['metadata', 'name'], 'other');
    expect(messageOf(await apply(quietWorld(), 'alice', body))).toContain('does not match the name');
  });
});
