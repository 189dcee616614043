import { parseImage } from '../../manifest/image-reference.ts';

/** Where a registry keeps an image. */
export interface ImageAddress {
  /** As it is written in the manifest. */
  readonly image: string;
  /** `https://ghcr.io`; plain HTTP for this machine alone. */
  readonly base: string;
  /** As logins are kept under it: `ghcr.io`, `https://index.docker.io/v1/`. */
  readonly registry: string;
  /** `team/api` */
  readonly repository: string;
  /** The tag, or the digest where there is one. */
  readonly reference: string;
}

/** Docker Hub is what a name without a host means, and answers under another name than its logins are kept under. */
const hub = { host: 'registry-1.docker.io', login: 'https://index.docker.io/v1/' };

/**
 * Where an image is, by the rules of image names: the part before the first slash is a host where it has a dot or a
 * colon, or is `localhost` (https://github.com/distribution/reference).
 */
export function addressOf(image: string): ImageAddress {
  const { repository, tag, digest } = parseImage(image);
  const slash = repository.indexOf('/');
  const first = slash < 0 ? '' : repository.slice(0, slash);
  const reference = digest ?? tag ?? 'latest';
  if (!/[.:]/.test(first) && first !== 'localhost') return onHub(image, repository, reference);
  if (first === 'docker.io' || first === 'index.docker.io')
    return onHub(image, repository.slice(slash + 1), reference);
  const scheme = /^(?:localhost|127(?:\.\d{1,3}){3})(?::\d+)?$/.test(first) ? 'http' : 'https';
  return {
    image,
    base: `${scheme}://${first}`,
    registry: first,
    repository: repository.slice(slash + 1),
    reference,
  };
}

function onHub(image: string, repository: string, reference: string): ImageAddress {
  const full = repository.includes('/') ? repository : `library/${repository}`;
  return { image, base: `https://${hub.host}`, registry: hub.login, repository: full, reference };
}
