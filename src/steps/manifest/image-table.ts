import type { NamespaceState, Pod } from '../ports/cluster.ts';

/** What runs in a Deployment: every container's image, and the digests that its pods really run. */
export interface DeploymentImages {
  readonly deployment: string;
  readonly replicas: number;
  readonly revision: string | undefined;
  /** ISO time at which its ReplicaSet was made: how old the revision is. */
  readonly since?: string;
  readonly containers: readonly {
    readonly container: string;
    readonly init: boolean;
    readonly image: string;
    /** More than one while a rollout is going on. */
    readonly digests: readonly string[];
  }[];
}

/** The images of all Deployments: a tag can be pushed again, a digest can't. */
export function imageTable(state: NamespaceState): readonly DeploymentImages[] {
  return state.deployments
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map((deployment) => {
      const own = state.replicaSets.filter((set) => set.owner?.uid === deployment.uid);
      const sets = new Set(own.map((set) => set.uid));
      const pods = state.pods.filter(
        (pod) => pod.owner !== undefined && sets.has(pod.owner.uid) && runs(pod),
      );
      const since = own.find((set) => set.revision === deployment.revision)?.createdAt;
      return {
        deployment: deployment.name,
        replicas: deployment.replicas,
        revision: deployment.revision,
        ...(since === undefined ? {} : { since }),
        containers: deployment.images.map((image) => ({
          ...image,
          digests: digestsOf(pods, image.container),
        })),
      };
    });
}

/** A pod that ended or is being removed says nothing of what runs. */
function runs(pod: Pod): boolean {
  return pod.phase === 'Running' && pod.deletedAt === undefined;
}

function digestsOf(pods: readonly Pod[], name: string): readonly string[] {
  const ids = pods.flatMap((pod) =>
    pod.containers.filter((one) => one.name === name).map((one) => one.imageId),
  );
  return [...new Set(ids.filter((id) => id !== ''))].toSorted();
}
