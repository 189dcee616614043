import { configMap, deployment } from '../manifests.ts';
import { jsonBody, kubectl, raw, refusal } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const maps = '/api/v1/namespaces/NAMESPACE/configmaps';
const kept = ['kind', 'metadata.name', 'data', 'metadata.labels'];
const data = 'get configmap plain -o jsonpath={.data}';

/** Objects created, patched, replaced and deleted, in every way that kubectl knows. */
export const writingStory: Story = {
  name: 'writing',
  calls: [
    kubectl('create configmap plain --from-literal=a=1 --from-literal=b=2'),
    kubectl('create configmap plain --from-literal=a=1', { name: 'create what is there' }),
    kubectl('create configmap other --from-literal=a=1 --dry-run=server'),
    kubectl('create configmap other --from-literal=a=1 --dry-run=client -o name'),
    kubectl('get configmap other', { name: 'get what only a dry run created' }),
    kubectl('create configmap away --from-literal=a=1 -n nowhere'),
    kubectl('create service clusterip front --tcp=80:3000'),
    kubectl('create deployment made --image=ghcr.io/henrigkroine/teei-api-gateway:v1.2.2 --replicas=0'),
    kubectl('create serviceaccount robot'),
    kubectl('create quota small --hard=pods=100'),
    kubectl(`patch configmap plain -p '{"data":{"a":"3","b":null}}'`),
    kubectl(data),
    kubectl(`patch configmap plain --type=merge -p '{"data":{"a":"3"}}'`),
    kubectl(`patch configmap plain --type=json -p '[{"op":"add","path":"/data/c","value":"4"}]'`),
    kubectl(`patch configmap plain --type=json -p '[{"op":"test","path":"/data/c","value":"9"}]'`),
    kubectl(`patch configmap plain --type=json -p '[{"op":"remove","path":"/data/zzz"}]'`),
    kubectl(`patch configmap nope -p '{"data":{"a":"3"}}'`),
    kubectl(`patch configmap plain --type=merge -p '{"metadata":{"name":"new"}}'`),
    kubectl(data, { name: 'the data after the patches' }),
    kubectl('label configmap plain team=red'),
    kubectl('label configmap plain team=blue'),
    kubectl('label configmap plain team=blue --overwrite'),
    kubectl('label configmap plain team-'),
    kubectl('label configmap plain team-', { name: 'label off again' }),
    kubectl("label configmap plain 'team=not good'"),
    kubectl("annotate configmap plain note='a long note'"),
    kubectl('annotate configmap plain note-'),
    kubectl('replace -f -', { objects: [configMap('plain', { a: 'replaced' })] }),
    kubectl('replace -f -', { name: 'replace what is not there', objects: [configMap('nope', {})] }),
    kubectl(data, { name: 'the data after the replacement' }),
    raw(`POST ${maps}`, {
      name: 'an object with a generated name',
      body: jsonBody({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'generated-' } }),
      json: ['kind', 'metadata.name', 'metadata.generateName'],
    }),
    raw(`POST ${maps}?dryRun=All`, { body: jsonBody(configMap('dry', { a: '1' })), json: kept }),
    raw(`POST ${maps}?dryRun=Some`, { body: jsonBody(configMap('dry', { a: '1' })), json: refusal }),
    raw(`POST ${maps}`, {
      name: 'a body that is no JSON',
      body: { type: 'application/json', content: '{' },
      json: ['status', 'reason', 'code'],
    }),
    raw(`POST ${maps}`, {
      name: 'a body of another kind',
      body: jsonBody({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }),
      json: ['status', 'reason', 'code'],
    }),
    raw(`POST ${maps}`, {
      name: 'a body of another namespace',
      body: jsonBody({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'x', namespace: 'elsewhere' },
      }),
      json: refusal,
    }),
    raw(`POST ${maps}`, {
      name: 'a body without a name',
      body: jsonBody({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }),
      json: refusal,
    }),
    raw(`PUT ${maps}/plain`, {
      name: 'a body of another name',
      body: jsonBody(configMap('other', {})),
      json: refusal,
    }),
    raw(`PATCH ${maps}/plain`, { name: 'a patch of no type', body: jsonBody({}), json: refusal }),
    raw(`PATCH ${maps}/plain`, {
      name: 'a merge patch',
      body: {
        type: 'application/merge-patch+json',
        content: { metadata: { labels: { team: 'red' } }, data: { merged: 'yes' } },
      },
      json: kept,
    }),
    raw(`PATCH ${maps}/plain`, {
      name: 'a strategic merge patch',
      body: {
        type: 'application/strategic-merge-patch+json',
        content: { data: { merged: null } },
      },
      json: kept,
    }),
    raw(`DELETE ${maps}?labelSelector=team%3Dred`, { json: ['kind', 'items[].metadata.name'] }),
    kubectl('get configmap plain', { name: 'get what went with its collection' }),
    kubectl('apply -f -', {
      name: 'apply a Deployment',
      objects: [deployment('web', 'v1.2.2', { replicas: 0 })],
    }),
    kubectl('set image deployment/web app=ghcr.io/henrigkroine/teei-api-gateway:v1.2.3 --dry-run=server'),
    kubectl('set image deployment/web nope=ghcr.io/henrigkroine/teei-api-gateway:v1.2.3'),
    kubectl('set env deployment/web LEVEL=debug'),
    kubectl('set resources deployment/web --limits=cpu=200m,memory=64Mi'),
    kubectl(
      "get deployment web -o jsonpath='{.spec.template.spec.containers[0].env} {.spec.template.spec.containers[0].resources}'",
    ),
    kubectl('scale deployment/web --replicas=1 --current-replicas=5'),
    kubectl('scale deployment/web --replicas=0'),
    kubectl('scale deployment/nope --replicas=1'),
    kubectl('scale configmap/x --replicas=1'),
    raw('GET /apis/apps/v1/namespaces/NAMESPACE/deployments/web/scale', {
      json: ['apiVersion', 'kind', 'spec', 'status.selector'],
    }),
    kubectl('delete deployment web --dry-run=server'),
    kubectl('delete deployment web'),
    kubectl('delete deployment web', { name: 'delete what is gone' }),
    kubectl('delete deployment web --ignore-not-found'),
    kubectl('delete configmap,service -l app=nothing'),
    kubectl('delete service front'),
  ],
};
