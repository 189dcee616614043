import type { Evidence } from '../../outcome.ts';
import type { Cluster, Manifest, ResourceKind } from '../../ports/cluster.ts';
import { targetOf } from '../autoscaled.ts';
import { field, record, text } from '../json.ts';
import { podTemplateOf } from '../pod-template.ts';
import { nameOf, titleOf } from '../strip.ts';

const workloads: readonly ResourceKind[] = ['Deployment', 'StatefulSet', 'DaemonSet'].map((kind) => ({
  kind,
  apiVersions: ['apps/v1'],
}));

/**
 * Services that select no pod and autoscalers that scale nothing, of the manifest; both are accepted by the server
 * and do nothing. Rejects with ClusterError.
 */
export async function judgeLinks(
  check: string,
  objects: readonly Manifest[],
  cluster: Cluster,
): Promise<readonly Evidence[]> {
  const services = objects.filter((object) => object['kind'] === 'Service' && selects(object));
  const lost = services.filter((service) => !objects.some((object) => isSelected(service, object)));
  const live = lost.length === 0 ? [] : await liveWorkloads(cluster);
  const dangling: Evidence[] = [];
  for (const service of lost.filter((one) => !live.some((object) => isSelected(one, object))))
    dangling.push(selectsNothing(check, service));
  for (const autoscaler of objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')) {
    const found = await hasTarget(autoscaler, objects, cluster);
    if (!found) dangling.push(scalesNothing(check, autoscaler));
  }
  return dangling;
}

function selects(service: Manifest): boolean {
  return Object.keys(record(field(service, 'spec', 'selector'))).length > 0;
}

function isSelected(service: Manifest, object: Manifest): boolean {
  const template = podTemplateOf(object);
  if (template === undefined) return false;
  const selector = Object.entries(record(field(service, 'spec', 'selector')));
  return selector.every(([label, value]) => template.labels[label] === value);
}

async function liveWorkloads(cluster: Cluster): Promise<readonly Manifest[]> {
  const lists = await Promise.all(workloads.map((kind) => cluster.list(kind)));
  return lists.flatMap((list) => list ?? []);
}

async function hasTarget(
  autoscaler: Manifest,
  objects: readonly Manifest[],
  cluster: Cluster,
): Promise<boolean> {
  const wanted = targetOf(autoscaler);
  if (objects.some((object) => `${text(object['kind']) ?? ''}/${nameOf(object)}` === wanted)) return true;
  const target = field(autoscaler, 'spec', 'scaleTargetRef');
  const kind = text(field(target, 'kind')) ?? '';
  const apiVersion = text(field(target, 'apiVersion')) ?? 'apps/v1';
  return (
    (await cluster.get({ kind, apiVersions: [apiVersion] }, text(field(target, 'name')) ?? '')) !== undefined
  );
}

function selectsNothing(check: string, service: Manifest): Evidence {
  const selector = Object.entries(record(field(service, 'spec', 'selector')))
    .map(([label, value]) => `${label}=${String(value)}`)
    .join(',');
  return {
    check,
    result: 'fail',
    what: titleOf(service),
    expected: 'a workload whose pods have the labels of its selector',
    observed: `none has ${selector}`,
    next: 'Correct its selector, or the labels of the pod template',
  };
}

function scalesNothing(check: string, autoscaler: Manifest): Evidence {
  return {
    check,
    result: 'fail',
    what: titleOf(autoscaler),
    expected: 'the workload that it scales',
    observed: `there is no ${targetOf(autoscaler)} in the manifest or the cluster`,
    next: 'Correct its scaleTargetRef: a name that kustomize has prefixed may need a nameReference',
  };
}
