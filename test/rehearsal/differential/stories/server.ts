import { client, jsonBody, kubectl, raw, refusal } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/** What the server says of itself, of what it serves and of what one may do. */
export const serverStory: Story = {
  name: 'server',
  calls: [
    kubectl('version -o json', { compare: { json: ['serverVersion.platform'] } }),
    kubectl('cluster-info', { compare: 'exit' }),
    kubectl('api-versions', { compare: { lines: /^(?:v1|apps\/v1|batch\/v1|networking\.k8s\.io\/v1)$/ } }),
    kubectl('api-resources --api-group=apps'),
    kubectl('api-resources --api-group=batch -o name'),
    kubectl('api-resources --api-group= -o name', {
      compare: {
        lines: /^(?:configmaps|endpoints|events|namespaces|nodes|pods|secrets|services|serviceaccounts)$/,
      },
    }),
    kubectl('api-resources --namespaced=false -o name', { compare: { lines: /^(?:namespaces|nodes)$/ } }),
    kubectl('get --raw /readyz'),
    kubectl('get --raw /livez'),
    kubectl('get --raw /healthz'),
    kubectl('get --raw /readyz?verbose', { compare: { lines: /ping|check passed/ } }),
    kubectl('get --raw /nothing/here'),
    raw('GET /api', { json: ['kind', 'versions'] }),
    raw('GET /apis/apps', { json: ['kind', 'name', 'preferredVersion.groupVersion'] }),
    raw('GET /apis/apps/v1', { json: ['kind', 'groupVersion'] }),
    raw('GET /apis/nothing.example/v1', { json: refusal }),
    raw('GET /apis/apps/v1/namespaces/NAMESPACE/nothings', { json: refusal }),
    raw('POST /version', { body: jsonBody({}) }),
    raw('GET /openapi/v3', { json: ['paths.apis/apps/v1'] }),
    kubectl('auth can-i create deployments'),
    kubectl("auth can-i '*' '*'"),
    kubectl('auth can-i get nothings'),
    kubectl('auth can-i list nodes'),
    kubectl('auth can-i get pods/log'),
    raw(`POST ${reviews}`, {
      body: jsonBody({
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            namespace: 'NAMESPACE',
            verb: 'patch',
            group: 'apps',
            resource: 'deployments',
          },
        },
      }),
      json: ['kind', 'status.allowed', 'spec.resourceAttributes.verb'],
    }),
    kubectl('explain deployment.spec.replicas'),
    kubectl('get nodes -o name', { compare: 'exit' }),
    kubectl('get nodes', { compare: { lines: /^NAME/ } }),
    kubectl('describe nodes', {
      compare: { lines: /^(?:Conditions|Unschedulable|Allocatable)/ },
    }),
    kubectl('get nodes -o jsonpath=\'{.items[0].status.conditions[?(@.type=="Ready")].status}\''),
    kubectl('get namespace NAMESPACE'),
    kubectl('get namespaces -o name', {
      compare: { lines: /^namespace\/(?:default|kube-system|kube-public)$/ },
    }),
    kubectl('get namespace nowhere'),
    kubectl('top nodes'),
    kubectl('top pods'),
    client('readiness', async (cluster) => {
      const { readyz, nodes } = await cluster.readiness();
      return {
        readyz,
        nodes: nodes.map(({ ready, unschedulable }) => ({ ready, unschedulable })),
      };
    }),
    client('identity', async (cluster) => {
      const { namespace, server, uid } = await cluster.identity();
      return { namespace, server, uid };
    }),
  ],
};
