import type { JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { configMap, container, deployment, pod, repository, service } from '../manifests.ts';
import { kubectl, raw } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const ingress: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'web' },
  spec: {
    rules: [
      {
        host: 'web.example.com',
        http: {
          paths: [
            { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
          ],
        },
      },
    ],
  },
};

/** What people type to find out how things are, and to mend them by hand. */
export const everydayStory: Story = {
  name: 'everyday',
  calls: [
    kubectl('create -f -', {
      objects: [
        deployment('web', 'v1.2.2', { replicas: 1 }),
        service('web'),
        ingress,
        configMap('settings', { a: '1' }),
      ],
    }),
    kubectl('rollout status deployment/web --timeout=60s', { compare: { lines: /successfully/ } }),
    kubectl('rollout status deployment/web --watch=false'),
    kubectl('get ingress web'),
    kubectl('get deploy,svc,ingresses.networking.k8s.io,cm --no-headers -o name', {
      compare: { lines: /web|settings/ },
    }),
    kubectl('get po -l app=web --no-headers'),
    kubectl('get rs,deploy web -o name', { compare: 'exit' }),
    kubectl('describe pods -l app=web', {
      compare: {
        lines:
          /^(?:Namespace|Labels|Status|Controlled By|Conditions|QoS Class|Priority)|^ {4}(?:Image|Port|State|Ready|Restart Count|Readiness|Environment):/,
      },
    }),
    kubectl(
      'get pods -l app=web --sort-by=.metadata.creationTimestamp -o custom-columns=IMAGE:.spec.containers[*].image,PHASE:.status.phase',
    ),
    kubectl(
      "get events --field-selector reason=Scheduled -o jsonpath='{.items[0].type} {.items[0].involvedObject.kind}'",
      {
        until: /Pod/,
      },
    ),
    kubectl(
      "get events --field-selector involvedObject.kind=ReplicaSet,reason=SuccessfulCreate -o jsonpath='{.items[*].type}'",
      {
        until: /Normal/,
      },
    ),
    kubectl('events --for deployment/web', { compare: { lines: /^LAST|ScalingReplicaSet/ } }),
    kubectl('get events --field-selector reason=Nothing'),
    kubectl(
      'run once --image=ghcr.io/henrigkroine/teei-api-gateway:v1.2.3 --restart=Never --command -- pnpm db:migrate',
    ),
    kubectl('wait --for=jsonpath={.status.phase}=Succeeded pod/once --timeout=30s'),
    kubectl('get pod once'),
    kubectl('logs once --tail=2'),
    kubectl('delete pod once'),
    kubectl('expose deployment web --name=again --port=8080 --target-port=3000'),
    kubectl('get service again'),
    kubectl("get endpoints again -o jsonpath='{.subsets[0].ports[0].port}'", { until: /3000/ }),
    kubectl('expose deployment web', { compare: 'exit' }),
    kubectl('replace --force -f -', { objects: [configMap('settings', { b: '2' })] }),
    kubectl('get configmap settings -o jsonpath={.data}'),
    kubectl(`patch deployment web --subresource=status --type=merge -p '{"status":{"replicas":7}}'`, {
      compare: 'exit',
    }),
    kubectl(`patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`),
    kubectl('wait --for=jsonpath={.status.readyReplicas}=2 deployment/web --timeout=30s'),
    kubectl(
      `patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"name":"A","value":"1"}]}]}}}}'`,
    ),
    kubectl(
      "get deployment web -o jsonpath='{.spec.template.spec.containers[*].name} {.spec.template.spec.containers[0].env}'",
    ),
    kubectl(
      `patch deployment web --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/env"}]'`,
    ),
    kubectl('rollout status deployment/web --timeout=60s', {
      name: 'when all is out',
      compare: { lines: /successfully/ },
    }),
    kubectl('set env deployment/web --list'),
    kubectl('set image deployment/web *=ghcr.io/henrigkroine/teei-api-gateway:v1.2.3'),
    kubectl('rollout status deployment/web --timeout=60s', {
      name: 'when the image is out',
      compare: { lines: /successfully/ },
    }),
    kubectl(
      "get pods -l app=web --field-selector status.phase=Running -o jsonpath='{.items[*].spec.containers[0].image}'",
      {
        until: /^(?!.*v1\.2\.2).*v1\.2\.3/s,
      },
    ),
    kubectl('create -f -', {
      name: 'a pod with an init container',
      objects: [
        pod('steps', [container('v1.2.2')], {
          initContainers: [
            {
              name: 'migrate',
              image: `${repository}:v1.2.2`,
              imagePullPolicy: 'IfNotPresent',
              command: ['pnpm', 'db:migrate'],
            },
          ],
        }),
      ],
    }),
    kubectl('wait --for=condition=Ready pod/steps --timeout=30s'),
    kubectl('get pod steps'),
    kubectl(
      "get pod steps -o jsonpath='{.status.initContainerStatuses[0].state.terminated.reason} {.status.initContainerStatuses[0].ready}'",
    ),
    kubectl('logs steps -c migrate --tail=1'),
    kubectl('delete pod steps --grace-period=0 --force'),
    kubectl('get pod steps', { name: 'when it is gone', until: /NotFound/ }),
    kubectl('delete deployment/web service/again ingress/web'),
    kubectl('get pods -l app=web', { name: 'when its owner is gone', until: /No resources/ }),
    raw('DELETE /api/v1/namespaces/NAMESPACE/configmaps/settings', {
      json: ['kind', 'status', 'details.name', 'details.kind'],
    }),
  ],
};
