import { container, deployment, podTemplate, quota, repository } from '../manifests.ts';
import { client, kubectl, raw } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const waiting = '-o jsonpath={.items[*].status.containerStatuses[*].state.waiting.reason}';
const path = '/api/v1/namespaces/NAMESPACE';

/** Releases that go wrong: one crashes, one has no image, one is never ready, one is above the quota. */
export const failingStory: Story = {
  name: 'failing',
  calls: [
    kubectl('create -f -', {
      objects: [
        deployment('crash', 'v1.2.4', { replicas: 1, progressDeadlineSeconds: 10 }),
        deployment('missing', 'v9.9.9', { replicas: 1, progressDeadlineSeconds: 10 }),
        deployment('config', 'v1.2.2', {
          replicas: 1,
          template: podTemplate('config', [
            container('v1.2.2', 'app', { envFrom: [{ secretRef: { name: 'not-there' } }] }),
          ]),
        }),
        deployment('huge', 'v1.2.2', {
          replicas: 1,
          template: podTemplate('huge', [
            container('v1.2.2', 'app', { resources: { requests: { cpu: '5000' } } }),
          ]),
        }),
      ],
    }),
    kubectl(`get pods -l app=crash ${waiting}`, { until: /CrashLoopBackOff/ }),
    kubectl('get pods -l app=crash', { until: /CrashLoopBackOff/, compare: { lines: /^NAME|0\/1/ } }),
    kubectl(`get pods -l app=missing ${waiting}`, { until: /ImagePullBackOff/ }),
    kubectl('get pods -l app=missing', { until: /ImagePullBackOff/ }),
    kubectl(`get pods -l app=config ${waiting}`, { until: /CreateContainerConfigError/ }),
    kubectl('get pods -l app=config', { until: /CreateContainerConfigError/ }),
    kubectl(
      "get pods -l app=huge -o jsonpath='{.items[0].status.phase} {.items[0].status.conditions[0].reason}'",
      { until: /Unschedulable/ },
    ),
    kubectl('get pods -l app=huge', { until: /Pending/ }),
    kubectl('logs deployment/crash', { until: /fatal/ }),
    kubectl('logs deployment/crash --previous', { until: /fatal/ }),
    kubectl('logs deployment/missing', { compare: 'exit' }),
    kubectl('logs deployment/config', { compare: 'exit' }),
    kubectl('get pods -l app=crash -o json', {
      compare: {
        json: [
          'items[].status.phase',
          'items[].status.containerStatuses[].lastState.terminated.exitCode',
          'items[].status.containerStatuses[].lastState.terminated.reason',
          'items[].status.containerStatuses[].ready',
          'items[].status.containerStatuses[].started',
        ],
      },
      until: /CrashLoopBackOff|Error/,
    }),
    kubectl('describe pods -l app=crash', {
      compare: { lines: /^(?:Status|Controlled By)| {4}(?:Exit Code|Ready):/ },
    }),
    kubectl('rollout status deployment/crash --timeout=1s', { compare: 'exit' }),
    kubectl('rollout status deployment/crash --timeout=60s', {
      name: 'rollout status past the deadline',
      compare: { lines: /exceeded/ },
    }),
    kubectl(
      'get deployment crash -o jsonpath=\'{.status.conditions[?(@.type=="Progressing")].reason} {.status.conditions[?(@.type=="Progressing")].status}\'',
      {
        until: /ProgressDeadlineExceeded/,
      },
    ),
    kubectl('get deployment crash missing config huge'),
    kubectl('wait --for=condition=Available deployment/crash --timeout=1s'),
    kubectl('get pods --field-selector status.phase=Pending -o name', { compare: 'exit' }),
    kubectl(
      "get events --field-selector reason=BackOff,type=Warning -o jsonpath='{.items[0].type} {.items[0].involvedObject.kind}'",
      {
        until: /Pod/,
      },
    ),
    kubectl(
      "get events --field-selector reason=FailedScheduling -o jsonpath='{.items[0].type} {.items[0].involvedObject.kind}'",
      {
        until: /Pod/,
      },
    ),
    kubectl(`set image deployment/crash app=${repository}:v1.2.2`),
    kubectl('rollout status deployment/crash --timeout=60s', {
      name: 'rollout status after the mend',
      compare: { lines: /successfully/ },
    }),
    kubectl(`set image deployment/crash app=${repository}:v1.2.4`),
    kubectl('get deployment crash -o jsonpath={.status.availableReplicas}', {
      name: 'what serves while a bad release comes',
      until: /1/,
    }),
    kubectl('rollout undo deployment/crash'),
    kubectl('rollout status deployment/crash --timeout=60s', {
      name: 'rollout status after the undo',
      compare: { lines: /successfully/ },
    }),
    kubectl('create -f -', { name: 'a quota', objects: [quota('few', { pods: '4' })] }),
    kubectl('get quota few -o jsonpath={.status.hard}', { until: /pods/ }),
    kubectl('scale deployment/crash --replicas=3'),
    kubectl('get deployment crash -o jsonpath=\'{.status.conditions[?(@.type=="ReplicaFailure")].reason}\'', {
      until: /FailedCreate/,
    }),
    kubectl(
      "get events --field-selector reason=FailedCreate -o jsonpath='{.items[0].type} {.items[0].involvedObject.kind}'",
      {
        until: /ReplicaSet/,
      },
    ),
    raw(`GET ${path}/events?fieldSelector=type%3DWarning,reason%3DNothing`, { json: ['kind', 'items[]'] }),
    client(
      'looks at containers that wait',
      async (cluster) => {
        const { pods } = await cluster.look(['pods']);
        const reasons = pods.flatMap(({ containers }) =>
          containers.map(({ state }) => (state?.kind === 'waiting' ? state.reason : undefined)),
        );
        return ['CreateContainerConfigError', 'ImagePullBackOff'].filter((one) => reasons.includes(one));
      },
      /ImagePullBackOff/,
    ),
  ],
};
