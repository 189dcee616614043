import { mark, type StandIn } from './stand-in.ts';

/** Finds an image by its tag among those that the registry has. */
const look = `
look() {
  image=\${1#docker://}
  if grep -qx "\${image##*:}" "$rehearsal/releases" && ! grep -qxF "$image" "$rehearsal/registry-missing"; then
    echo '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json"}'
  else
    echo "manifest unknown: $image ${mark}" >&2
    exit 1
  fi
}`;

/** Programs that ask a container registry. */
export const registries: readonly StandIn[] = [
  {
    name: 'docker',
    when: 'always',
    body: `${look}
case "$1 $2" in
  '--version '* | 'version '*) echo 'Docker version 28.0.0 ${mark}' ;;
  'manifest inspect') shift 2; [ "$1" = --verbose ] && shift; look "$1" ;;
  *) unknown "$*" ;;
esac`,
  },
  {
    name: 'crane',
    when: 'always',
    body: `${look}
case "$1" in
  version) echo '0.20.3 ${mark}' ;;
  manifest) look "$2" ;;
  digest) look "$2" > /dev/null; echo "sha256:$(printf %s "$2" | openssl dgst -sha256 -r | cut -d ' ' -f 1)" ;;
  *) unknown "$*" ;;
esac`,
  },
  {
    name: 'skopeo',
    when: 'always',
    body: `${look}
case "$1" in
  --version) echo 'skopeo version 1.18.0 ${mark}' ;;
  inspect) shift; [ "$1" = --raw ] && shift; look "$1" ;;
  *) unknown "$*" ;;
esac`,
  },
];
