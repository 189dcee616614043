import { describeDifference, differences } from '../../manifest/compare.ts';
import { imagesOfTemplate } from '../../manifest/images.ts';
import { field, text } from '../../manifest/json.ts';
import { nameOf, strip } from '../../manifest/strip.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import { changesSince } from '../snapshot/changes.ts';
import { autoscaledBy } from '../snapshot/select.ts';
import type { Went } from './revisions-report.ts';

/**
 * What going back to a revision does not bring back, one line each: everything of the saved state beside the pod
 * templates of these services, and the account that `kubectl apply` keeps of its own. Rejects with ClusterError.
 */
export async function leftBehind(
  cluster: Cluster,
  saved: readonly Manifest[],
  went: readonly Went[],
): Promise<readonly string[]> {
  const names = new Set(went.map(({ history }) => history.deployment));
  const autoscaled = autoscaledBy(saved);
  const others = saved.filter((object) => object['kind'] !== 'Deployment');
  const changes = await changesSince(cluster, others, autoscaled);
  return [
    ...changes.map(({ title, lines }) => `${title} is not brought back: ${lines.join('; ')}`),
    ...went.flatMap((one) => besideTemplate(one, saved, autoscaled)),
    ...went.flatMap(staleAccount),
    ...(names.size === 0 || saved.length > 0
      ? []
      : ['ConfigMaps, autoscalers and Services were not compared: no saved state is given']),
  ];
}

function besideTemplate(
  { history, result }: Went,
  saved: readonly Manifest[],
  autoscaled: ReadonlySet<string>,
): readonly string[] {
  const before = saved.find(
    (object) => object['kind'] === 'Deployment' && nameOf(object) === history.deployment,
  );
  if (before === undefined || result.kind === 'failed') return [];
  const keepReplicas = !autoscaled.has(history.deployment);
  return differences(strip(before, { keepReplicas }), strip(result.live, { keepReplicas }))
    .filter(({ path }) => !path.startsWith('spec.template'))
    .map((difference) => `${history.service} is not brought back: ${describeDifference(difference)}`);
}

/** The last applied configuration names other images than the template has now: the next apply would mind. */
function staleAccount({ history, result }: Went): readonly string[] {
  if (result.kind === 'failed') return [];
  const applied = text(
    field(result.live, 'metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'),
  );
  if (applied === undefined) return [];
  const now = imagesOfTemplate(field(result.live, 'spec', 'template')).map(({ image }) => image);
  if (now.every((image) => applied.includes(JSON.stringify(image)))) return [];
  return [`${history.service}: its last-applied annotation still names other images`];
}
