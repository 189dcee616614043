import { deployment, repository, service } from '../manifests.ts';
import { client, kubectl, raw } from '../support/calls.ts';
import type { Call, Story } from '../support/model.ts';

const image = "get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'";
const status = [
  'status.observedGeneration',
  'status.replicas',
  'status.updatedReplicas',
  'status.readyReplicas',
  'status.availableReplicas',
  'status.unavailableReplicas',
  'status.conditions[].type',
  'status.conditions[].status',
  'status.conditions[].reason',
];

const settled: readonly Call[] = [
  kubectl('apply -f -', { objects: [service('web'), deployment('web', 'v1.2.2')] }),
  kubectl('rollout status deployment/web --timeout=60s', { compare: { lines: /successfully/ } }),
  kubectl('get deployment web'),
  kubectl('get deployment web -o wide'),
  kubectl('get deployment web -o json', { compare: { json: status } }),
  kubectl('get replicasets -l app=web'),
  kubectl('get replicasets -l app=web -o wide', { compare: { lines: /^NAME/ } }),
  kubectl('get pods -l app=web', { until: /1\/1/ }),
  kubectl('get pods -l app=web -o wide', { compare: { lines: /^NAME/ } }),
  kubectl(
    "get pods -l app=web -o jsonpath='{.items[*].status.containerStatuses[*].ready} {.items[*].status.phase} {.items[*].status.qosClass}'",
  ),
  kubectl(
    "get pods -l app=web -o jsonpath='{.items[0].status.conditions[*].type} {.items[0].metadata.ownerReferences[0].kind} {.items[0].metadata.generateName}'",
  ),
  kubectl('get endpoints web', { compare: { lines: /^NAME/ } }),
  kubectl("get endpoints web -o jsonpath='{.subsets[0].ports} {.subsets[0].addresses[*].targetRef.kind}'", {
    until: /Pod Pod/,
  }),
  kubectl('get all -l app=web', { compare: { lines: /^NAME|^deployment|^service/ } }),
  kubectl('describe deployment web', {
    compare: {
      lines:
        /^(?:Name|Selector|Replicas|StrategyType|MinReady|RollingUpdate|OldReplicaSets|NewReplicaSet| {2}(?:Available|Progressing))/,
    },
  }),
  kubectl('wait --for=condition=Available deployment/web --timeout=10s'),
  kubectl('wait --for=jsonpath={.status.readyReplicas}=2 deployment/web --timeout=10s'),
  kubectl('wait --for=condition=Available deployment/nope --timeout=1s'),
];

const updated: readonly Call[] = [
  kubectl(`set image deployment/web app=${repository}:v1.2.3`),
  kubectl('rollout status deployment/web --timeout=60s', {
    name: 'rollout status of the update',
    compare: { lines: /successfully/ },
  }),
  kubectl('annotate deployment/web kubernetes.io/change-cause=v1.2.3'),
  kubectl('rollout history deployment/web'),
  kubectl('rollout history deployment/web --revision=1'),
  kubectl('rollout history deployment/web --revision=9'),
  kubectl('rollout undo deployment/web --dry-run=server', { compare: 'exit' }),
  kubectl('rollout undo deployment/web --to-revision=9'),
  kubectl('rollout undo deployment/web'),
  kubectl('rollout status deployment/web --timeout=60s', {
    name: 'rollout status of the undo',
    compare: { lines: /successfully/ },
  }),
  kubectl(image),
  kubectl('rollout history deployment/web', { name: 'history after the undo' }),
  kubectl('rollout undo deployment/web --to-revision=2'),
  kubectl(image, { name: 'the image after going to a revision' }),
  kubectl('rollout undo deployment/web --to-revision=4', { name: 'undo to what is there' }),
  kubectl(
    "get deployment web -o jsonpath='{.metadata.annotations.deployment\\.kubernetes\\.io/revision} {.metadata.generation}'",
  ),
];

const held: readonly Call[] = [
  kubectl('rollout status deployment/web --timeout=60s', {
    name: 'rollout status before the pause',
    compare: { lines: /successfully/ },
  }),
  kubectl('rollout pause deployment/web'),
  kubectl('rollout pause deployment/web', { name: 'pause again' }),
  kubectl('rollout undo deployment/web', { name: 'undo while paused' }),
  kubectl('rollout restart deployment/web', { name: 'restart while paused' }),
  kubectl(`set image deployment/web app=${repository}:v1.2.2`, { name: 'set the image while paused' }),
  kubectl('get deployment web -o jsonpath={.status.updatedReplicas}', {
    name: 'what was updated while paused',
    until: /""|\[\]|0/,
  }),
  kubectl('rollout resume deployment/web'),
  kubectl('rollout resume deployment/web', { name: 'resume again' }),
  kubectl('rollout status deployment/web --timeout=60s', {
    name: 'rollout status after the pause',
    compare: { lines: /successfully/ },
  }),
  kubectl('rollout restart deployment/web'),
  kubectl('rollout status deployment/web --timeout=60s', {
    name: 'rollout status after the restart',
    compare: { lines: /successfully/ },
  }),
  kubectl('rollout restart deployment/nope'),
  kubectl('rollout status deployment/nope'),
  kubectl('rollout status'),
  kubectl('rollout history service/web'),
];

const scaled: readonly Call[] = [
  kubectl('scale deployment/web --replicas=3'),
  kubectl('wait --for=jsonpath={.status.availableReplicas}=3 deployment/web --timeout=60s'),
  client('looks at Deployments', async (cluster) => {
    const { deployments } = await cluster.look(['deployments']);
    return deployments.map(({ name, replicas, pods, images, paused }) => ({
      name,
      replicas,
      pods,
      images,
      paused,
    }));
  }),
  client('looks at Pods', async (cluster) => {
    const { pods } = await cluster.look(['pods']);
    return pods
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map(({ phase, containers, owner }) => [
        phase,
        owner?.kind,
        containers.map(({ ready, restarts, state }) => [ready, restarts, state?.kind]),
      ]);
  }),
  client('looks at endpoints', async (cluster) => cluster.endpoints(), /"ready": 3/),
  kubectl(
    "get events --field-selector reason=ScalingReplicaSet -o jsonpath='{.items[0].type} {.items[0].involvedObject.kind} {.items[0].source.component}'",
  ),
  kubectl('get events --field-selector involvedObject.kind=Deployment,involvedObject.name=web', {
    compare: { lines: /^LAST/ },
  }),
  raw('PATCH /apis/apps/v1/namespaces/NAMESPACE/deployments/web/scale', {
    body: { type: 'application/merge-patch+json', content: { spec: { replicas: 1 } } },
    json: ['kind', 'spec.replicas'],
  }),
  kubectl('wait --for=jsonpath={.status.replicas}=1 deployment/web --timeout=60s'),
  kubectl('delete replicaset -l app=web --wait=false', { compare: 'exit' }),
  kubectl('get deployment web', { name: 'the Deployment after its ReplicaSets were deleted', until: /1\/1/ }),
  kubectl('delete deployment web --cascade=orphan'),
  kubectl('get replicasets -l app=web -o json', {
    name: 'ReplicaSets left alone',
    compare: { json: ['items[].metadata.ownerReferences'] },
  }),
  kubectl('delete replicasets -l app=web', { compare: 'exit' }),
  kubectl('get pods -l app=web', { name: 'Pods after their owner', until: /No resources/ }),
];

/** A Deployment's life when all goes well: out, on, back, held, restarted, scaled, gone. */
export const rolloutsStory: Story = { name: 'rollouts', calls: [...settled, ...updated, ...held, ...scaled] };
