import type { ClusterEvent, Container, Pod } from '../../ports/cluster.ts';
import type { Finding } from './finding.ts';

/** How long a registry or a login that fails may recover. */
const grace = { kind: 'grace', milliseconds: 10_000 } as const;

const pullReasons: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
]);

/** What is wrong with pulling the container's image, if anything is. */
export function imagePullFinding(
  pod: Pod,
  container: Container,
  events: readonly ClusterEvent[],
): Finding | undefined {
  const { state } = container;
  if (state?.kind !== 'waiting' || !pullReasons.has(state.reason)) return undefined;
  const base = { pod: pod.name, key: `${pod.uid} image ${container.name}`, container: container.name };
  const since = pod.createdAt === undefined ? {} : { since: pod.createdAt };
  if (state.reason === 'InvalidImageName') {
    return {
      ...base,
      ...since,
      reason: 'InvalidImageName',
      gravity: { kind: 'fatal' },
      message: `The image name ${container.image} is not valid.`,
      next: 'Correct the image name or tag in the manifest and deploy again',
    };
  }
  const said = firstMessage(pod, container, state.message, events);
  const reason = state.reason === 'ImagePullBackOff' ? 'ImagePullBackOff' : 'ErrImagePull';
  if (state.reason === 'ErrImageNeverPull' || isMissing(said)) {
    return {
      ...base,
      ...since,
      reason,
      gravity: { kind: 'fatal' },
      message: `The image ${container.image} was not found.`,
      next: `Check that ${container.image} was built and pushed, and that the tag is right`,
    };
  }
  return {
    ...base,
    ...since,
    reason,
    gravity: grace,
    message: `The image ${container.image} can’t be pulled: ${said === '' ? 'no reason given' : shorten(said)}`,
    next: isRefused(said)
      ? `Check the pull secret of the namespace and that ${container.image} exists`
      : `Check that the nodes reach the registry, and that ${container.image} was built and pushed`,
  };
}

/**
 * ImagePullBackOff replaces the first error's text by "Back-off pulling image" (before 1.31): the event of
 * the failed pull still has it.
 */
function firstMessage(
  pod: Pod,
  container: Container,
  message: string,
  events: readonly ClusterEvent[],
): string {
  if (message !== '' && !/^Back-off pulling image "[^"]*"$/.test(message)) return message;
  const event = events.find(
    (one) =>
      one.object.uid === pod.uid &&
      one.reason === 'Failed' &&
      one.message.startsWith('Failed to pull image') &&
      one.message.includes(container.image),
  );
  return event?.message.replace(/^Failed to pull image "[^"]*": /, '') ?? '';
}

const transport =
  /dial tcp|lookup |i\/o timeout|connection (refused|reset)|no such host|TLS handshake|x509|EOF|deadline exceeded|too ?many ?requests|50\d|failed to do request/i;

function isMissing(said: string): boolean {
  return (
    !transport.test(said) &&
    /not found|manifest unknown|name unknown|does not exist|no such image|no matching manifest/i.test(said)
  );
}

function isRefused(said: string): boolean {
  return /unauthorized|denied|forbidden|authentication|authorization|40[13]/i.test(said);
}

/** The end of a chain of Go errors, which says what really happened, once. */
function shorten(said: string): string {
  const parts = said.split(': ');
  const tail = parts.slice(-3).join(': ');
  return tail.length > 300 ? `${tail.slice(0, 300)}…` : tail;
}
