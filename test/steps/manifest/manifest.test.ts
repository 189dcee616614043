import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDifference, differences, sameTemplate } from '../../../src/steps/manifest/compare.ts';
import { imageTable } from '../../../src/steps/manifest/image-table.ts';
import { jobManifest, type JobWish } from '../../../src/steps/manifest/job.ts';
import { field } from '../../../src/steps/manifest/json.ts';
import { dnsLabel } from '../../../src/steps/manifest/names.ts';
import { retag } from '../../../src/steps/manifest/retag.ts';
import { strip } from '../../../src/steps/manifest/strip.ts';
import { recordedState } from '../../fixtures/recorded-state.ts';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'api',
    namespace: 'shop',
    resourceVersion: '5',
    uid: 'u',
    generation: 3,
    creationTimestamp: '2026-03-02T10:00:00Z',
    managedFields: [{}],
    annotations: { 'deployment.kubernetes.io/revision': '3', team: 'shop' },
  },
  spec: {
    replicas: 4,
    template: {
      spec: {
        serviceAccountName: 'migrator',
        imagePullSecrets: [{ name: 'registry' }],
        volumes: [{ name: 'ca' }],
        initContainers: [{ name: 'wait', image: 'wait:1' }],
        containers: [
          {
            name: 'api',
            image: 'registry.example.com:5000/api:v1',
            env: [
              { name: 'PORT', value: '3000' },
              { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
            ],
            envFrom: [{ configMapRef: { name: 'config' } }],
            volumeMounts: [{ name: 'ca', mountPath: '/ca' }],
            ports: [{ containerPort: 3000 }],
            readinessProbe: { httpGet: { path: '/health' } },
            lifecycle: { preStop: {} },
          },
          { name: 'sidecar', image: 'proxy:1' },
        ],
      },
    },
  },
  status: { replicas: 4 },
};

describe('strip', () => {
  it('leaves what somebody could have written', () => {
    expect(strip(deployment, { keepReplicas: true })).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'shop', annotations: { team: 'shop' } },
      spec: deployment.spec,
    });
  });

  it('leaves the number of pods to an autoscaler', () => {
    expect(field(strip(deployment, { keepReplicas: false }), 'spec', 'replicas')).toBeUndefined();
  });
});

describe('differences', () => {
  it('are none between a value and its copy, whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        expect(differences(value, copy)).toEqual([]);
      }),
    );
    expect(differences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  });

  it('are found in one and the same number either way round', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        expect(differences(left, right).length).toBe(differences(right, left).length);
      }),
    );
  });

  it('name containers, and show images but no other values', () => {
    const changed = structuredClone(deployment);
    const [container] = changed.spec.template.spec.containers;
    if (container === undefined) throw new Error('no container');
    container.image = 'registry.example.com:5000/api:v2';
    changed.metadata.annotations.team = 'secret';
    expect(differences(deployment, changed).map(describeDifference)).toEqual([
      'metadata.annotations.team',
      'spec.template.spec.containers[api].image: registry.example.com:5000/api:v1 → registry.example.com:5000/api:v2',
    ]);
    expect(sameTemplate(deployment, changed)).toBe(false);
    expect(sameTemplate(deployment, { ...deployment, status: {} })).toBe(true);
  });
});

describe('dnsLabel', () => {
  it('is a DNS label that ends with the suffix, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.stringMatching(/^s-[a-z0-9]{4}-[a-z]{1,40}-[0-9]{1,3}$/),
        (prefix, suffix) => {
          const label = dnsLabel(prefix, suffix);
          expect(label).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
          expect(label.length).toBeLessThanOrEqual(63);
          expect(label.endsWith(suffix)).toBe(true);
        },
      ),
    );
  });

  it('takes out the dots of a version', () => {
    expect(dnsLabel('db-migrate-v1.2.3', 's-1')).toBe('db-migrate-v1-2-3-s-1');
  });
});

describe('retag', () => {
  it.each([
    ['api', 'api:v2'],
    ['registry.example.com:5000/api', 'registry.example.com:5000/api:v2'],
    ['registry.example.com:5000/api:v1', 'registry.example.com:5000/api:v2'],
    ['api:v1@sha256:00', 'api:v2'],
  ])('%s becomes %s', (image, expected) => {
    expect(retag(image, 'v2')).toBe(expected);
  });
});

describe('jobManifest', () => {
  const wish: JobWish = {
    name: 'migrate-1',
    namespace: 'shop',
    image: 'api:v2',
    command: ['pnpm', 'db:migrate'],
    deadline: 300,
    ttl: 60,
    env: { PORT: '1', EXTRA: 'x' },
    labels: { a: 'b' },
    deployment,
  };
  const pod = field(jobManifest(wish), 'spec', 'template', 'spec');

  it('runs once', () => {
    expect(jobManifest(wish)['spec']).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 300 });
    expect(field(pod, 'restartPolicy')).toBe('Never');
  });

  it('takes environment, account, pull secrets and volumes over, and no sidecar, probe or port', () => {
    expect(pod).toEqual({
      restartPolicy: 'Never',
      serviceAccountName: 'migrator',
      imagePullSecrets: [{ name: 'registry' }],
      volumes: [{ name: 'ca' }],
      containers: [
        {
          name: 'job',
          image: 'api:v2',
          command: ['pnpm', 'db:migrate'],
          envFrom: [{ configMapRef: { name: 'config' } }],
          volumeMounts: [{ name: 'ca', mountPath: '/ca' }],
          env: [
            { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
            { name: 'PORT', value: '1' },
            { name: 'EXTRA', value: 'x' },
          ],
        },
      ],
    });
  });
});

describe('imageTable', () => {
  it('gives every container its image and the digests that run', () => {
    const [row] = imageTable(recordedState('ready'));
    expect(row).toMatchObject({ deployment: 'prod-teei-buddy-service', replicas: 1, revision: '1' });
    expect(row?.containers[0]?.image).toBe('ghcr.io/henrigkroine/teei-buddy-service:v1.2.3');
    expect(row?.containers[0]?.digests[0]).toMatch(/sha256:[0-9a-f]{64}$/);
  });
});
