import { parseImage } from '../../manifest/image-reference.ts';
import type { ClusterEvent, Container, Pod } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';
import { eventsOf } from './pod-events.ts';

/** How long a registry or a login that fails may recover. */
const grace = { kind: 'grace', milliseconds: 10_000 } as const;

const pullReasons: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

type Base = Pick<Finding, 'pod' | 'key' | 'container' | 'since' | 'reason'>;

/** What is wrong with pulling the container's image, if anything is. */
export function imagePullFinding(
  pod: Pod,
  container: Container,
  events: readonly ClusterEvent[],
): Finding | undefined {
  const { state, image } = container;
  if (state?.kind !== 'waiting' || !pullReasons.has(state.reason)) return undefined;
  const base: Base = {
    pod: pod.name,
    key: `${pod.uid} image ${container.name}`,
    container: container.name,
    reason: state.reason === 'ImagePullBackOff' ? 'ImagePullBackOff' : 'ErrImagePull',
    ...(pod.createdAt === undefined ? {} : { since: pod.createdAt }),
  };
  if (state.reason === 'InvalidImageName') {
    return {
      ...base,
      reason: 'InvalidImageName',
      gravity: { kind: 'fatal' },
      message: `The image name ${image} is not valid.`,
      next: 'Correct the image name or tag in the manifest and deploy again',
    };
  }
  if (state.reason === 'ErrImageNeverPull') {
    return {
      ...base,
      gravity: { kind: 'fatal' },
      message: `The image ${image} is not on the node, and its pull policy is Never.`,
      next: 'Change imagePullPolicy, or bring the image to the nodes',
    };
  }
  return judgeRegistry(base, image, firstMessage(pod, container, state.message, events));
}

function judgeRegistry(base: Base, image: string, said: string): Finding {
  const registry = registryOf(image);
  // Names hold numbers and words that mean something else in an error.
  const { repository, tag = image } = parseImage(image);
  const plain = [image, repository, tag].reduce(
    (text, name) => text.replaceAll(name, ' '),
    said.replaceAll(/https?:\/\/\S+/g, ' '),
  );
  switch (meaning(plain)) {
    case 'missing':
      return {
        ...base,
        gravity: { kind: 'fatal' },
        message: `The image ${image} was not found.`,
        next: `Check that ${image} was built and pushed, and that the tag is right`,
      };
    case 'refused':
      return {
        ...base,
        gravity: grace,
        cause: `${registry} refuses to give images to this namespace`,
        message: `The image ${image} can’t be pulled, the registry refuses it: ${shorten(said)}`,
        next: `Check the pull secret of the namespace and that ${image} exists: many registries answer the same for both`,
      };
    case 'throttled':
      return {
        ...base,
        gravity: grace,
        cause: `${registry} allows no more pulls for now`,
        message: `The image ${image} can’t be pulled for now: ${shorten(said)}`,
        next: `Wait until ${registry} allows pulls again, or pull with a login of your own`,
      };
    case 'unclear':
      return {
        ...base,
        gravity: grace,
        ...(said === '' ? {} : { cause: `${registry} can’t be reached or does not answer well` }),
        message: `The image ${image} can’t be pulled: ${said === '' ? 'no reason given' : shorten(said)}`,
        next: `Check that the nodes reach the registry, and that ${image} was built and pushed`,
      };
  }
}

/**
 * ImagePullBackOff replaces the first error's text by "Back-off pulling image" (since 1.31 it is added behind it):
 * the event of the failed pull still has it, and the oldest tells what was wrong before anything was throttled.
 */
function firstMessage(
  pod: Pod,
  container: Container,
  message: string,
  events: readonly ClusterEvent[],
): string {
  const pulls = eventsOf(pod, events).filter(
    ({ reason, message: text }) =>
      reason === 'Failed' && text.startsWith('Failed to pull image') && text.includes(container.image),
  );
  const first = pulls.at(-1)?.message.replace(/^Failed to pull image "[^"]*": /, '');
  if (first !== undefined) return first;
  return message.replace(/^Back-off pulling image "[^"]*"(: ErrImagePull: )?/, '');
}

const transport =
  /dial tcp|\blookup |i\/o timeout|connection (refused|reset)|no such host|TLS handshake|\bx509\b|\bEOF\b|deadline exceeded|failed to do request|\b50[0234]\b/;

type Meaning = 'missing' | 'refused' | 'throttled' | 'unclear';

/** What a registry or a container runtime means by its words. */
function meaning(said: string): Meaning {
  if (/too ?many ?requests|rate limit|\b429\b/i.test(said)) return 'throttled';
  if (transport.test(said)) return 'unclear';
  // The word for a private repository is the one for a repository that is not there.
  if (
    /unauthorized|denied|forbidden|authentication|authorization|no basic auth|docker login|\b40[13]\b/i.test(
      said,
    )
  )
    return 'refused';
  return /not found|(manifest|name) unknown|does not exist|no such image|no matching manifest/i.test(said)
    ? 'missing'
    : 'unclear';
}

/** The registry that an image's name leads to, as the reference grammar of Docker has it. */
function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

/** The end of a chain of Go errors, which says what really happened, once. */
function shorten(said: string): string {
  const tail = said.split(': ').slice(-3).join(': ');
  return tail.length > 300 ? `${tail.slice(0, 300)}…` : tail;
}
