const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const host = String.raw`[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?`;
const reference = new RegExp(
  String.raw`^((?:${host}/)?${component}(?:/${component})*)(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

/** The repository of an image, without tag and digest; undefined where the name can't be read (distribution's reference grammar). */
export function repositoryOf(image: string): string | undefined {
  return reference.exec(image)?.[1];
}

/** The image with its registry, as a runtime names it in messages: `docker.io/library/` is left unsaid by users. */
function fullName(image: string): string {
  const [first = ''] = image.split('/');
  const named = image.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
  const full = named ? image : `docker.io/${image.includes('/') ? '' : 'library/'}${image}`;
  return /:[^/]+$|@/.test(full) ? full : `${full}:latest`;
}

/** What containerd says of an image that the registry does not have. */
export function notFoundMessage(image: string): string {
  const name = fullName(image);
  return (
    `rpc error: code = NotFound desc = failed to pull and unpack image "${name}": ` +
    `failed to resolve reference "${name}": ${name}: not found`
  );
}
