import type { NamespaceState, Pod } from '../ports/cluster.ts';

/** What runs in a Deployment: every container's image, and the digests that its pods really run. */
export interface DeploymentImages {
  readonly deployment: string;
  readonly replicas: number;
  readonly revision: string | undefined;
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
      const sets = new Set(
        state.replicaSets.filter((set) => set.owner?.uid === deployment.uid).map((set) => set.uid),
      );
      const pods = state.pods.filter((pod) => pod.owner !== undefined && sets.has(pod.owner.uid));
      return {
        deployment: deployment.name,
        replicas: deployment.replicas,
        revision: deployment.revision,
        containers: deployment.images.map((image) => ({
          ...image,
          digests: digestsOf(pods, image.container),
        })),
      };
    });
}

function digestsOf(pods: readonly Pod[], name: string): readonly string[] {
  const ids = pods.flatMap((pod) =>
    pod.containers.filter((one) => one.name === name).map((one) => one.imageId),
  );
  return [...new Set(ids.filter((id) => id !== ''))].toSorted();
}
