import type { JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { jsonBody, kubectl, raw, refusal } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const leases = '/apis/coordination.k8s.io/v1/namespaces/NAMESPACE/leases';
const kept = [
  'apiVersion',
  'kind',
  'metadata.name',
  'spec.holderIdentity',
  'spec.leaseDurationSeconds',
  'spec.acquireTime',
  'spec.renewTime',
  'spec.leaseTransitions',
];

/** Of a refusal whose message has changed from version to version. */
const words = ['status', 'reason', 'code'];

function lease(name: string, spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  const held = {
    holderIdentity: 'alice@bastion one',
    leaseDurationSeconds: 120,
    acquireTime: '2026-03-02T10:00:00.000000Z',
    renewTime: '2026-03-02T10:00:00.000000Z',
    leaseTransitions: 0,
  };
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, ...metadata },
    spec: { ...held, ...spec },
  };
}

function merge(spec: JsonObject): ReturnType<typeof jsonBody> {
  return { type: 'application/merge-patch+json', content: { spec } };
}

/** A Lease taken, renewed, given free and fought for. */
export const lockingStory: Story = {
  name: 'locking',
  calls: [
    raw(`GET ${leases}/lock`, { name: 'a Lease that is not there', json: refusal }),
    raw(`POST ${leases}`, { body: jsonBody(lease('lock', {})), json: kept }),
    raw(`POST ${leases}`, {
      name: 'a Lease that is there',
      body: jsonBody(lease('lock', {})),
      json: refusal,
    }),
    kubectl('get leases'),
    raw(`PUT ${leases}/lock`, {
      name: 'replaced without saying which version',
      body: jsonBody(lease('lock', { holderIdentity: 'bob@desk two' })),
      json: words,
    }),
    raw(`PATCH ${leases}/lock`, {
      name: 'renewed',
      body: merge({ renewTime: '2026-03-02T10:00:10.123000Z' }),
      json: kept,
    }),
    raw(`PUT ${leases}/lock`, {
      name: 'renewed by somebody who was slower',
      body: jsonBody(lease('lock', {}, { resourceVersion: '1' })),
      json: refusal,
    }),
    raw(`PATCH ${leases}/lock`, { name: 'given free', body: merge({ holderIdentity: '' }), json: kept }),
    raw(`GET ${leases}/lock`, { json: kept }),
    kubectl('get leases', { name: 'held by nobody' }),
    raw(`POST ${leases}`, {
      name: 'for no time',
      body: jsonBody(lease('no', { leaseDurationSeconds: 0 })),
      json: refusal,
    }),
    raw(`POST ${leases}`, {
      name: 'less than never',
      body: jsonBody(lease('no', { leaseTransitions: -1 })),
      json: words,
    }),
    kubectl('delete lease lock'),
  ],
};
