import type { JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { configMap, deployment, service } from '../manifests.ts';
import { client, kubectl, raw, refusal } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const maps = '/api/v1/namespaces/NAMESPACE/configmaps';
const apply = 'application/apply-patch+yaml';
const settings = { a: '1', b: '2' };
const web = deployment('web', 'v1.2.2', { replicas: 0 });
const owned = (data: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'shared' },
  data,
});

/** Apply by the client and by the server, what differs, and who owns a field. */
export const applyingStory: Story = {
  name: 'applying',
  calls: [
    kubectl('diff -f -', {
      name: 'diff with nothing',
      objects: [configMap('plain', settings)],
      compare: 'exit',
    }),
    kubectl('apply -f -', { objects: [configMap('plain', settings), service('web'), web] }),
    kubectl('apply -f -', {
      name: 'apply the same',
      objects: [configMap('plain', settings), service('web'), web],
    }),
    kubectl('diff -f -', {
      name: 'diff of the same',
      objects: [configMap('plain', settings), service('web'), web],
    }),
    kubectl('diff -f -', {
      name: 'diff of a change',
      objects: [configMap('plain', { a: '9' })],
      compare: { lines: /^[-+] {2}[ab]:/ },
    }),
    kubectl('apply -f - --dry-run=server', { objects: [configMap('plain', { a: '9' })] }),
    kubectl('apply -f - --dry-run=client', { objects: [configMap('plain', { a: '9' })] }),
    kubectl('apply -f -', { name: 'apply a change', objects: [configMap('plain', { a: '9' })] }),
    kubectl('get configmap plain -o jsonpath={.data}'),
    kubectl('apply view-last-applied configmap/plain -o json', { compare: { json: ['data', 'kind'] } }),
    kubectl('create configmap foreign --from-literal=x=1'),
    kubectl('apply -f -', { name: 'apply to what was created', objects: [configMap('foreign', { y: '2' })] }),
    kubectl('get configmap foreign -o jsonpath={.data}'),
    kubectl('apply -f -', { name: 'apply nothing', objects: [] }),
    kubectl('diff --server-side -f -', {
      name: 'server-side diff with nothing',
      objects: [owned(settings)],
      compare: 'exit',
    }),
    kubectl('apply --server-side --field-manager=first -f -', { objects: [owned(settings)] }),
    kubectl('apply --server-side --field-manager=first -f -', {
      name: 'apply the same on the server',
      objects: [owned(settings)],
    }),
    kubectl('apply --server-side --field-manager=second -f -', {
      name: 'apply what another owns',
      objects: [owned({ a: '7' })],
    }),
    kubectl('apply --server-side --field-manager=second --force-conflicts -f -', {
      objects: [owned({ a: '7' })],
    }),
    kubectl('apply --server-side --field-manager=first -f -', {
      name: 'give up a field',
      objects: [owned({ b: '2' })],
    }),
    kubectl('get configmap shared -o jsonpath={.data}'),
    kubectl('get configmap shared --show-managed-fields -o json', {
      compare: {
        json: [
          'metadata.managedFields[].manager',
          'metadata.managedFields[].operation',
          'metadata.managedFields[].fieldsV1',
        ],
      },
    }),
    kubectl('diff --server-side --field-manager=second -f -', {
      name: 'server-side diff of the same',
      objects: [owned({ a: '7' })],
    }),
    kubectl('diff --server-side --field-manager=second -f -', {
      name: 'server-side diff of a change',
      objects: [owned({ a: '8' })],
      compare: { lines: /^[-+] {2}[ab]:/ },
    }),
    kubectl('apply --server-side --dry-run=server -f -', { objects: [configMap('dry', {})] }),
    kubectl('apply --server-side -f -', {
      name: 'take over from a client-side apply',
      objects: [configMap('plain', { a: '10' })],
    }),
    kubectl('apply --server-side --force-conflicts -f -', {
      name: 'apply a Deployment and a Service on the server',
      objects: [service('web'), web],
    }),
    kubectl('diff --server-side -f -', {
      name: 'server-side diff of a Deployment and a Service',
      objects: [service('web'), web],
    }),
    raw(`PATCH ${maps}/shared?fieldManager=third`, {
      body: { type: apply, content: owned({ a: '11' }) },
      json: [...refusal, 'details.causes[].reason', 'details.causes[].field'],
    }),
    raw(`PATCH ${maps}/shared`, {
      name: 'apply without a manager',
      body: { type: apply, content: owned({}) },
      json: refusal,
    }),
    raw(`PATCH ${maps}/other?fieldManager=third`, {
      name: 'apply to another name',
      body: { type: apply, content: owned({}) },
      json: refusal,
    }),
    raw(`PATCH ${maps}/fresh?fieldManager=third`, {
      name: 'apply what is not there yet',
      body: { type: apply, content: configMap('fresh', { a: '1' }) },
      json: ['kind', 'data', 'metadata.managedFields[].operation'],
    }),
    client('applies what another owns', async (cluster) =>
      cluster.serverSideApply(owned({ a: '12' }), { fieldManager: 'fourth', force: false, dryRun: false }),
    ),
    client('applies by force, dry', async (cluster) => {
      const applied = await cluster.serverSideApply(owned({ a: '12' }), {
        fieldManager: 'fourth',
        force: true,
        dryRun: true,
      });
      return applied['data'];
    }),
    client('applies by force', async (cluster) => {
      const applied = await cluster.serverSideApply(owned({ a: '12' }), {
        fieldManager: 'fourth',
        force: true,
        dryRun: false,
      });
      return applied['data'];
    }),
    client('replaces an object', async (cluster) => {
      const replaced = await cluster.replace(owned({ z: '1' }), { fieldManager: 'fourth' });
      return replaced['data'];
    }),
    client('replaces what has changed since', async (cluster) =>
      cluster.replace(
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shared', resourceVersion: '1' }, data: {} },
        { fieldManager: 'fourth' },
      ),
    ),
  ],
};
