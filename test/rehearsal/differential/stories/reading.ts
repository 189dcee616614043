import { configMap, service } from '../manifests.ts';
import { client, kubectl, raw, refusal } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const maps = '/api/v1/namespaces/NAMESPACE/configmaps';
const names = ['items[].metadata.name'];
const bySelector = 'get configmaps --no-headers -o custom-columns=NAME:.metadata.name';

/** Objects that lie still, read in every form. */
export const readingStory: Story = {
  name: 'reading',
  calls: [
    kubectl('create -f -', {
      objects: [
        configMap('one', { color: 'red' }, { app: 'web', tier: 'front' }),
        configMap('two', { color: 'green', size: 'large' }, { app: 'api', tier: 'back' }),
        configMap('three', { color: 'blue' }, { app: 'worker' }),
        service('web'),
      ],
    }),
    kubectl('create secret generic token --from-literal=key=value'),
    kubectl('get configmaps one two three'),
    kubectl('get configmaps one two --no-headers'),
    kubectl('get configmap one -o wide'),
    kubectl('get configmaps one two --show-labels'),
    kubectl('get configmaps one three -L tier'),
    kubectl('get configmap one -o name'),
    kubectl("get configmap two -o jsonpath='{.data.size} {.metadata.labels.app}'"),
    kubectl("get configmap two -o go-template='{{range $k, $v := .data}}{{$k}}={{$v}};{{end}}'"),
    kubectl('get configmap two -o custom-columns=NAME:.metadata.name,COLOR:.data.color,NONE:.data.none'),
    kubectl('get configmap one -o json', {
      compare: { json: ['apiVersion', 'kind', 'data', 'metadata.labels'] },
    }),
    kubectl('get configmap one -o yaml', {
      compare: { lines: /^(?:apiVersion|kind|data|metadata| {2}color)/ },
    }),
    kubectl('get service web'),
    kubectl('get service web -o wide'),
    kubectl('get secret token'),
    kubectl('get configmap/one service/web'),
    kubectl('get configmap,service -l app=web'),
    kubectl('describe configmap one'),
    kubectl('describe secret token'),
    kubectl('describe service web', {
      compare: { lines: /^(?:Name|Selector|Type|Port|TargetPort|Endpoints|Session)/ },
    }),
    kubectl(`${bySelector} -l app=web`),
    kubectl(`${bySelector} -l 'app in (web,api)' --sort-by=.metadata.name`),
    kubectl(`${bySelector} -l 'app,app notin (web)' --sort-by=.data.color`),
    kubectl(`${bySelector} -l 'app,!tier'`),
    kubectl(`${bySelector} -l app!=web,app`),
    kubectl(`${bySelector} -l app=nothing`),
    kubectl("get configmaps -l 'app in web'"),
    kubectl("get configmaps -l 'app=a b'"),
    kubectl(`${bySelector} --field-selector metadata.name=two`),
    kubectl(`${bySelector} -l app --field-selector metadata.name!=two`),
    kubectl('get configmaps --field-selector data.color=red'),
    kubectl('get pods --field-selector status.phase=Running'),
    kubectl('get pods --field-selector spec.image=x'),
    kubectl('get pods'),
    kubectl('get configmap nope'),
    kubectl('get configmap nope --ignore-not-found'),
    kubectl('get configmap one nope -o name'),
    kubectl('get nothings'),
    kubectl('get deployments.nothing.example'),
    kubectl('get configmaps -n nowhere'),
    kubectl('get configmaps -A --field-selector metadata.namespace=NAMESPACE,metadata.name=one'),
    kubectl('get configmap one --chunk-size=1 -o name'),
    raw(`GET ${maps}?labelSelector=app&limit=2`, { json: ['kind', ...names, 'metadata.remainingItemCount'] }),
    raw(`GET ${maps}?limit=1&continue=nonsense`, { json: ['status', 'reason', 'code'] }),
    raw(`GET ${maps}?labelSelector=app%3Dweb&resourceVersion=0`, { json: names }),
    raw(`GET ${maps}?resourceVersion=nonsense`, { json: ['status', 'message', 'code'] }),
    raw(`GET ${maps}?labelSelector=a%20b`, { json: refusal }),
    raw(`GET ${maps}?fieldSelector=data.color%3Dred`, { json: refusal }),
    raw(`GET ${maps}/nope`, { json: refusal }),
    raw('GET /api/v1/namespaces/nowhere/configmaps', { json: ['kind', 'items[]'] }),
    raw(`GET ${maps}?labelSelector=app`, {
      name: 'a list as a table',
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      json: ['kind', 'columnDefinitions[].name', 'rows[].object.metadata.name'],
    }),
    raw(`GET ${maps}?labelSelector=app`, {
      name: 'a list of metadata alone',
      accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
      json: ['kind', ...names, 'items[].data'],
    }),
    raw(`GET ${maps}/one`, {
      name: 'the metadata of one object alone',
      accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
      json: ['kind', 'metadata.name', 'data'],
    }),
    raw(`GET ${maps}/one`, { name: 'a form that is not served', accept: 'text/css', json: refusal }),
    client('gets an object', async (cluster) => {
      const found = await cluster.get({ kind: 'ConfigMap', apiVersions: ['v1'] }, 'one');
      return found?.['data'];
    }),
    client('gets nothing', async (cluster) =>
      cluster.get({ kind: 'ConfigMap', apiVersions: ['v1'] }, 'nope'),
    ),
    client('gets an unknown kind', async (cluster) => cluster.list({ kind: 'Nothing', apiVersions: ['v1'] })),
    client('lists a kind', async (cluster) => {
      const found = await cluster.list({ kind: 'Service', apiVersions: ['v1'] });
      return found?.map((one) => [one['apiVersion'], one['kind']]);
    }),
  ],
};
