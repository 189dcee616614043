import { mark, type StandIn } from './stand-in.ts';

/**
 * GitHub's own program. It knows the releases that the rehearsal's repository knows, and answers for each as the files
 * in the rehearsal's `github` folder say: checks (conclusion and name, by tab), deployment (state), notes.
 */
export const github: StandIn = {
  name: 'gh',
  when: 'always',
  body: `
known() {
  grep -qx "$1" "$rehearsal/releases" || { echo 'gh: Not Found (HTTP 404)' >&2; exit 1; }
}
filter=
for word in "$@"; do
  [ "$filter" = next ] && { filter=$word; break; }
  [ "$word" = --jq ] && filter=next
done
case "$1 $2" in
  '--version '*) echo 'gh version 2.70.0 ${mark}' ;;
  'auth status') echo 'github.com: logged in as rehearsal ${mark}' ;;
  'release view') known "$3"; cat "$rehearsal/github/notes" ;;
  'api '*/commits/*/check-runs*)
    version=\${2#*/commits/}; known "\${version%%/*}"
    case "$filter" in
      *trivy*) grep -iE 'trivy|snyk' "$rehearsal/github/checks" || true ;;
      *) cat "$rehearsal/github/checks" ;;
    esac ;;
  'api '*/deployments\\?*)
    version=\${2#*ref=}; known "\${version%%&*}"
    echo 'repos/rehearsal/platform/deployments/1/statuses' ;;
  'api '*/statuses) cat "$rehearsal/github/deployment" ;;
  *) unknown "$*" ;;
esac`,
};
