/** A call that the simulation answers in another way than the real server that was asked, and why. */
export interface Difference {
  readonly story: string;
  readonly call: string;
  readonly reason: string;
}

/** Calls by story, for one reason. The reason is a paragraph of the page that is made of this list. */
interface Reason {
  readonly reason: string;
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

const reasons: readonly Reason[] = [
  {
    reason:
      'A server of 1.20 has no version that kubectl 1.32 can read, and warns of it; the simulation is 1.32 and no Linux machine.',
    calls: { server: ['kubectl version -o json'] },
  },
  {
    reason:
      'OpenAPI v3 and the validation of fields by the server are there since 1.24 and 1.25. Before, kubectl validates by itself.',
    calls: {
      server: ['GET /openapi/v3'],
      refusals: [
        'an unknown field: kubectl create -f -',
        'an unknown field, with a warning: kubectl create -f - --validate=warn',
      ],
    },
  },
  {
    reason: 'The simulation serves no texts of the schema, so `kubectl explain` has nothing to explain.',
    calls: { server: ['kubectl explain deployment.spec.replicas'] },
  },
  {
    reason: 'The cluster that was asked has no metrics server; the simulation has usage figures.',
    calls: { server: ['kubectl top nodes', 'kubectl top pods'] },
  },
  {
    reason: 'Messages that say more since 1.20.',
    calls: {
      everyday: ['kubectl events --for deployment/web'],
      reading: ['GET /api/v1/namespaces/NAMESPACE/configmaps?labelSelector=a%20b'],
      refusals: [
        'a request above its limit: kubectl create -f -',
        'a Pod without the figures of the quota: kubectl create -f -',
      ],
    },
  },
  {
    reason:
      'kubectl 1.32 reads the endpoints of a Service from EndpointSlices of v1, which 1.20 does not serve.',
    calls: { reading: ['kubectl describe service web'] },
  },
  {
    reason:
      'In 1.20 a patch that changes nothing still notes the time at which the manager of the fields wrote.',
    calls: { writing: [`kubectl patch configmap plain --type=merge -p '{"data":{"a":"3"}}'`] },
  },
  {
    reason:
      'Since 1.31 a Job is told to succeed or fail by a condition of its own, before it is Complete or Failed, and has a column STATUS; since 1.24 it counts ready pods.',
    calls: {
      jobs: [
        'kubectl get job migrate -o json',
        'kubectl get job migrate-bad -o json',
        'kubectl get job migrate-more -o json',
        'kubectl get job migrate',
        'kubectl describe job migrate',
      ],
    },
  },
  {
    reason: 'Since 1.29 a Pod has the condition PodReadyToStartContainers.',
    calls: {
      rollouts: [
        "kubectl get pods -l app=web -o jsonpath='{.items[0].status.conditions[*].type} {.items[0].metadata.ownerReferences[0].kind} {.items[0].metadata.generateName}'",
      ],
    },
  },
  {
    reason:
      'A container runtime refuses to start what is not there, and kubectl exits with 1; the simulation answers as a shell in the container would, with 127.',
    calls: { streams: ['kubectl exec two -c side -- /not/there'] },
  },
  {
    reason:
      'A real server sends bookmarks about once a minute; the simulation sends one when a watch ends, so that short watches have one.',
    calls: { watching: ['a watch with bookmarks'] },
  },
  {
    reason:
      'Watches by the path `/watch/` have been deprecated since 1.11, and no client of today uses them.',
    calls: { watching: ['the old form of a watch'] },
  },
];

export const knownDifferences: readonly Difference[] = reasons.flatMap(({ reason, calls }) =>
  Object.entries(calls).flatMap(([story, names]) => names.map((call) => ({ story, call, reason }))),
);
