import {
  configMap,
  container,
  deployment,
  job,
  pod,
  podTemplate,
  quota,
  repository,
  service,
} from '../manifests.ts';
import { jsonBody, kubectl, raw, refusal } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const maps = '/api/v1/namespaces/NAMESPACE/configmaps';
const pods = '/api/v1/namespaces/NAMESPACE/pods';
const plain = { name: 'app', image: `${repository}:v1.2.2` };

/** What the server does not take: mistakes in objects, objects that changed, objects that must not change, quotas. */
export const refusalsStory: Story = {
  name: 'refusals',
  calls: [
    kubectl('create -f -', { name: 'a name in capitals', objects: [configMap('Not_Good', {})] }),
    kubectl('create -f -', { name: 'a service name with dots', objects: [service('not.good', 'x')] }),
    kubectl('create -f -', {
      name: 'a container name with dots',
      objects: [pod('dots', [{ ...plain, name: 'db-migrate-v1.2.3' }])],
    }),
    kubectl('run db-migrate-v1.2.3 --image=x:1 --restart=Never'),
    kubectl('create -f -', { name: 'two containers of one name', objects: [pod('twins', [plain, plain])] }),
    kubectl('create -f -', {
      name: 'a container without an image',
      objects: [pod('bare', [{ name: 'app' }])],
    }),
    kubectl('create -f -', { name: 'a Pod without containers', objects: [pod('empty', [])] }),
    kubectl('create -f -', {
      name: 'a request above its limit',
      objects: [pod('greedy', [{ ...plain, resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }])],
    }),
    raw(`POST ${pods}`, {
      name: 'a quantity that is none',
      body: jsonBody(pod('odd', [{ ...plain, resources: { requests: { cpu: 'much' } } }])),
      json: ['status', 'reason', 'code'],
    }),
    kubectl('create -f -', {
      name: 'a label value with a blank',
      objects: [configMap('label', {}, { app: 'not good' })],
    }),
    kubectl('create -f -', {
      name: 'a key of data with a slash',
      objects: [configMap('key', { 'a/b': '1' })],
    }),
    kubectl('create -f -', {
      name: 'a selector that the template does not match',
      objects: [deployment('web', 'v1.2.2', { template: podTemplate('other', [container('v1.2.2')]) })],
    }),
    kubectl('create -f -', {
      name: 'a negative number of replicas',
      objects: [deployment('web', 'v1.2.2', { replicas: -1 })],
    }),
    kubectl('create -f -', {
      name: 'a Job that restarts for ever',
      objects: [
        job('ever', 'v1.2.2', ['pnpm'], {
          template: { spec: { restartPolicy: 'Always', containers: [plain] } },
        }),
      ],
    }),
    raw('POST /apis/apps/v1/namespaces/NAMESPACE/deployments', {
      name: 'a Deployment without a selector',
      body: jsonBody({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { template: podTemplate('web', [plain]) },
      }),
      json: refusal,
    }),
    kubectl('create -f -', {
      name: 'an unknown field',
      objects: [deployment('odd', 'v1.2.2', { replicsa: 0 })],
    }),
    kubectl('create -f - --validate=warn', {
      name: 'an unknown field, with a warning',
      objects: [deployment('odder', 'v1.2.2', { replicas: 0, replicsa: 0 })],
    }),
    kubectl('create -f -', {
      name: 'an unknown kind',
      objects: [{ apiVersion: 'nothing.example/v1', kind: 'Nothing', metadata: { name: 'x' } }],
    }),
    kubectl('create -f -', {
      name: 'an object without a kind',
      objects: [{ apiVersion: 'v1', metadata: { name: 'x' } }],
    }),
    kubectl('create -f - -n other', {
      name: 'an object of another namespace',
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'NAMESPACE' } }],
    }),
    kubectl('create -f -', {
      name: 'a Deployment, a Job and a fixed ConfigMap',
      objects: [
        deployment('web', 'v1.2.2', { replicas: 0 }),
        job('once', 'v1.2.2', ['pnpm'], { parallelism: 0 }),
        { ...configMap('fixed', { a: '1' }), immutable: true },
      ],
    }),
    kubectl(
      `patch deployment web -p '{"spec":{"selector":{"matchLabels":{"more":"x"}},"template":{"metadata":{"labels":{"more":"x"}}}}}'`,
    ),
    kubectl(
      `patch job once --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"x:1"}]'`,
      { compare: 'exit' },
    ),
    kubectl(`patch job once -p '{"spec":{"completions":5}}'`),
    kubectl(`patch configmap fixed -p '{"data":{"a":"2"}}'`),
    kubectl(`patch configmap fixed -p '{"immutable":false}'`),
    kubectl('replace -f -', {
      name: 'an object that has changed since',
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'fixed', resourceVersion: '1' },
          data: { a: '1' },
          immutable: true,
        },
      ],
    }),
    raw(`PUT ${maps}/fixed`, {
      name: 'a replacement that is too old',
      body: jsonBody({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'fixed', resourceVersion: '1' },
        immutable: true,
      }),
      json: refusal,
    }),
    raw(`PUT ${maps}/fixed`, {
      name: 'a replacement of another uid',
      body: jsonBody({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'fixed', uid: 'x' },
        immutable: true,
        data: { a: '1' },
      }),
      json: refusal,
    }),
    raw(`DELETE ${maps}/fixed`, {
      name: 'a deletion for another uid',
      body: jsonBody({ kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid: 'x' } }),
      json: ['status', 'reason', 'code'],
    }),
    raw(`DELETE ${maps}/nope`, { json: refusal }),
    kubectl(`patch configmap fixed --type=merge -p '{"metadata":{"finalizers":["example.com/held"]}}'`),
    kubectl('delete configmap fixed --wait=false'),
    kubectl('get configmap fixed -o json', {
      name: 'an object held by a finalizer',
      compare: {
        json: ['metadata.finalizers', 'metadata.deletionTimestamp', 'metadata.deletionGracePeriodSeconds'],
      },
    }),
    kubectl(`patch configmap fixed --type=merge -p '{"metadata":{"finalizers":null}}'`, {
      name: 'let go of the finalizer',
    }),
    kubectl('get configmap fixed'),
    kubectl('create -f -', {
      name: 'a quota of no pods',
      objects: [quota('none', { pods: '0', 'requests.cpu': '1' })],
    }),
    kubectl('get quota none -o jsonpath={.status}', { until: /used/ }),
    kubectl('create -f -', {
      name: 'a Pod without the figures of the quota',
      objects: [pod('over', [plain])],
    }),
    kubectl('create -f -', {
      name: 'a Pod above the quota',
      objects: [pod('over', [{ ...plain, resources: { requests: { cpu: '100m' } } }])],
    }),
    kubectl('create -f - --dry-run=server', {
      name: 'a dry run above the quota',
      objects: [pod('over', [{ ...plain, resources: { requests: { cpu: '100m' } } }])],
    }),
    kubectl('describe quota none'),
  ],
};
