/** The parts of an image's name, such as `registry:5000/team/api:v1.2.3@sha256:…`. */
export interface ImageReference {
  /** With the registry, without tag and digest. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…` */
  readonly digest: string | undefined;
}

/** Reads an image's name by the grammar of the OCI Distribution Specification. A colon before the last `/` is a port. */
export function parseImage(image: string): ImageReference {
  const at = image.indexOf('@');
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const name = at < 0 ? image : image.slice(0, at);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  if (colon < 0) return { repository: name, tag: undefined, digest };
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}

/** Whether a text may be the tag of an image (OCI Distribution Specification). */
export function isTag(text: string): boolean {
  return /^\w[\w.-]{0,127}$/.test(text);
}
