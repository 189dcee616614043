import { describe, expect, it } from 'vitest';
import type { ApiAnswer } from '../../../../src/rehearsal/kubernetes/api/exchange.ts';
import { type Json, type JsonObject, objectAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { ask } from '../../../fixtures/rehearsal/ask.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

const deployments = '/apis/apps/v1/namespaces/prod/deployments';

function deployment(spec: JsonObject, container: JsonObject = {}): JsonObject {
  const containers = [{ name: 'app', image: 'app:1', ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'a' } },
      template: { metadata: { labels: { app: 'a' } }, spec: { containers } },
      ...spec,
    },
  };
}

function post(object: JsonObject, query = ''): Promise<ApiAnswer> {
  return ask(quietWorld(), `POST ${deployments}${query}`, object);
}

const typo = deployment({ replica: 2 }, { imagePullPolicyy: 'Always' });
const unknown =
  'unknown field "spec.template.spec.containers[0].imagePullPolicyy", unknown field "spec.replica"';

describe('a field that the type does not have', () => {
  it('is refused where the client asks for it, with its whole path', async () => {
    expect(await post(typo, '?fieldValidation=Strict')).toMatchObject({
      failure: {
        reason: 'BadRequest',
        message: `Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: ${unknown}`,
      },
    });
  });

  it.each(['', '?fieldValidation=Warn'])('is left out and told in a warning (%s)', async (query) => {
    const answer = await post(typo, query);
    expect(answer).toMatchObject({ kind: 'json', status: 201 });
    expect(answer).toHaveProperty('headers.Warning', [
      '299 - "unknown field \\"spec.template.spec.containers[0].imagePullPolicyy\\""',
      '299 - "unknown field \\"spec.replica\\""',
    ]);
    expect(JSON.stringify(answer.kind === 'json' ? objectAt(answer.body, 'spec') : '')).not.toMatch(
      /replica"|yy/,
    );
  });

  it('is left out in silence where the client wants that', async () => {
    expect(await post(typo, '?fieldValidation=Ignore')).not.toHaveProperty('headers');
  });

  it('is refused in an apply patch in any case', async () => {
    const headers = { contentType: 'application/apply-patch+yaml' };
    const path = `PATCH ${deployments}/web?fieldManager=me&fieldValidation=Ignore`;
    expect(await ask(quietWorld(), path, deployment({ replica: 2 }), headers)).toMatchObject({
      failure: {
        reason: 'Unknown',
        message:
          'failed to create typed patch object (prod/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema',
      },
    });
    expect(await ask(quietWorld(), path, typo, headers)).toMatchObject({
      failure: {
        message:
          'failed to create typed patch object (prod/web; apps/v1, Kind=Deployment): errors:\n' +
          '  .spec.template.spec.containers[name="app"].imagePullPolicyy: field not declared in schema\n' +
          '  .spec.replica: field not declared in schema',
      },
    });
  });

  it('is refused where another patch would bring it in', async () => {
    const world = quietWorld();
    await ask(world, `POST ${deployments}`, deployment({}));
    const answer = await ask(
      world,
      `PATCH ${deployments}/web?fieldValidation=Strict`,
      { spec: { replica: 2 } },
      { contentType: 'application/merge-patch+json' },
    );
    expect(answer).toMatchObject({
      failure: { reason: 'BadRequest', message: 'strict decoding error: unknown field "spec.replica"' },
    });
  });
});

describe('a value of another type than its field', () => {
  const cases: readonly (readonly [object: JsonObject, problem: string])[] = [
    [
      deployment({ replicas: 'two' }),
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      deployment({}, { ports: 'x' }),
      'json: cannot unmarshal string into Go struct field Container.spec.template.spec.containers.ports of type []v1.ContainerPort',
    ],
    [
      deployment({}, { env: [{ name: 'PORT', value: 80 }] }),
      'json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
    ],
    [
      deployment({}, { resources: { limits: { memory: 'lots' } } }),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ];

  it.each(cases)('is refused: %o', async (object, problem) => {
    expect(await post(object)).toMatchObject({
      failure: {
        reason: 'BadRequest',
        message: `Deployment in version "v1" cannot be handled as a Deployment: ${problem}`,
      },
    });
  });

  it('is no trouble where the field takes both', async () => {
    const port: Json = [{ containerPort: 80 }];
    const probe = { httpGet: { port: 80, path: '/' } };
    expect(await post(deployment({}, { ports: port, livenessProbe: probe }))).toMatchObject({ status: 201 });
    expect(await post(deployment({}, { resources: { limits: { cpu: 1 } } }))).toMatchObject({ status: 201 });
  });
});
