import { container, deployment, pod, repository, service } from '../manifests.ts';
import { client, forward, kubectl, raw, refusal } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const services = '/api/v1/namespaces/NAMESPACE/services';
const pods = '/api/v1/namespaces/NAMESPACE/pods';
const twoContainers = [
  container('v1.2.2'),
  container('v1.2.3', 'side', { ports: [], readinessProbe: null, env: [{ name: 'PORT', value: '3001' }] }),
];

/** Logs, commands in containers, forwarded ports and what is reached through the API server. */
export const streamsStory: Story = {
  name: 'streams',
  calls: [
    kubectl('create -f -', {
      objects: [
        deployment('web', 'v1.2.2', { replicas: 1 }),
        service('web'),
        service('nobody'),
        pod('two', twoContainers),
        pod('noimage', [{ name: 'app', image: `${repository}:v9.9.9`, imagePullPolicy: 'IfNotPresent' }]),
      ],
    }),
    kubectl('rollout status deployment/web --timeout=60s', { compare: { lines: /successfully/ } }),
    kubectl('wait --for=condition=Ready pod/two --timeout=60s'),
    kubectl('get pod two'),
    kubectl('get pod noimage -o jsonpath={.status.containerStatuses[0].state.waiting.reason}', {
      until: /ImagePullBackOff/,
    }),
    kubectl('logs two -c side'),
    kubectl('logs two', { compare: { lines: /listening/ } }),
    kubectl('logs two --all-containers', { compare: { lines: /listening/ } }),
    kubectl('logs two --all-containers --prefix', { compare: { lines: /listening/ } }),
    kubectl('logs two -c nope'),
    kubectl('logs two -c side --previous'),
    kubectl('logs two -c side --timestamps'),
    kubectl('logs two -c side --limit-bytes=9'),
    kubectl('logs two -c side --tail=0'),
    kubectl('logs two -c side --since=1h'),
    kubectl('logs nope'),
    kubectl('logs noimage'),
    kubectl('logs deployment/web --tail=1000', { compare: { lines: /listening/ } }),
    kubectl('logs -l app=two -c side --tail=5'),
    kubectl('logs -l app=nothing'),
    raw(`GET ${pods}/two/log`, { json: refusal }),
    raw(`GET ${pods}/two/log?container=side`),
    raw(`GET ${pods}/two/log?container=side&tailLines=-1`, { json: ['status', 'reason', 'code'] }),
    client('reads the log of a container', async (cluster) =>
      cluster.podLog({ pod: 'two', container: 'side', previous: false, tailLines: 5 }),
    ),
    client('reads the log of no pod', async (cluster) =>
      cluster.podLog({ pod: 'nope', container: 'side', previous: false, tailLines: 5 }),
    ),
    kubectl('exec two -c side -- pnpm db:migrate'),
    kubectl('exec two -- node -e 1'),
    kubectl('exec deployment/web -- pnpm db:migrate'),
    kubectl('exec two -c nope -- pnpm'),
    kubectl('exec nope -- pnpm'),
    kubectl('exec two -c side -- /not/there', { compare: 'exit' }),
    kubectl('exec noimage -- pnpm', { compare: 'exit' }),
    forward('service/web :80', '/health'),
    forward('pod/two :3000', '/health'),
    forward('service/nope :80', '/health'),
    forward('service/web :81', '/health'),
    kubectl('get --raw /api/v1/namespaces/NAMESPACE/services/web:80/proxy/health', {
      compare: { json: ['status'] },
    }),
    kubectl('get --raw /api/v1/namespaces/NAMESPACE/services/nobody:80/proxy/health'),
    kubectl('get --raw /api/v1/namespaces/NAMESPACE/services/nope:80/proxy/health'),
    kubectl('get --raw /api/v1/namespaces/NAMESPACE/pods/nope:3000/proxy/health'),
    kubectl('get --raw /api/v1/namespaces/NAMESPACE/pods/two:3000/proxy/health', {
      compare: { json: ['status'] },
    }),
    raw(`GET ${services}/web/proxy/health`, { json: ['status'] }),
    raw(`GET ${services}/http:web:80/proxy/health`, { json: ['status'] }),
    raw(`GET ${services}/web:http/proxy/health/ready`, { json: ['kind'] }),
    raw(`GET ${services}/web:81/proxy/health`, { json: refusal }),
    raw(`GET ${services}/nobody:80/proxy/health`, { json: refusal }),
  ],
};
