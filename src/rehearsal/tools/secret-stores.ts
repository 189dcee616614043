import { mark, type StandIn } from './stand-in.ts';

const sealed = `
if [ -e "$rehearsal/vault-sealed" ]; then
  seal=true
else
  seal=false
fi
refuse_sealed() {
  [ "$seal" = false ] && return
  echo 'Error making API request. Code: 503. Errors: * Vault is sealed' >&2
  exit 2
}
kv_version() { cat "$rehearsal/vault-kv" 2> /dev/null || echo 3; }
# What writes the Secret of the cluster from Vault sees a new version at once here.
kv_write() {
  version=$(($(kv_version) + 1))
  echo "$version" > "$rehearsal/vault-kv"
  kubectl annotate secret teei-secrets -n "$NAMESPACE" --overwrite "rehearsal/version=$version" > /dev/null
  echo "{\\"data\\":{\\"version\\":$version}}"
}`;

/** Programs that hand out secrets. What they give out here is worth nothing. */
export const secretStores: readonly StandIn[] = [
  {
    name: 'vault',
    when: 'always',
    body: `${sealed}
case "$1 $2" in
  'version '* | '-version '* | '--version '*) echo 'Vault v1.19.0 ${mark}' ;;
  'status '*)
    echo "{\\"initialized\\":true,\\"sealed\\":$seal,\\"version\\":\\"1.19.0\\"}"
    [ "$seal" = false ] || exit 2 ;;
  'token lookup') refuse_sealed; echo '{"data":{"display_name":"rehearsal","policies":["platform"],"ttl":3600}}' ;;
  'kv metadata') refuse_sealed; echo "{\\"data\\":{\\"current_version\\":$(kv_version)}}" ;;
  'kv patch') refuse_sealed; [ -n "$(cat)" ] || { echo 'Error: a value is empty' >&2; exit 1; }; kv_write ;;
  'kv rollback') refuse_sealed; kv_write ;;
  'policy write') refuse_sealed; cat > /dev/null; echo "Success! Uploaded policy: $3" ;;
  'auth list') refuse_sealed; cat "$rehearsal/vault-auth" 2> /dev/null || echo '{"token/":{}}' ;;
  'auth enable') refuse_sealed; echo '{"kubernetes/":{},"token/":{}}' > "$rehearsal/vault-auth"; echo 'Success! Enabled the kubernetes auth method' ;;
  'write auth/'*) refuse_sealed; echo "Success! Data written to: $2" ;;
  'kv get' | 'read '*) refuse_sealed; echo 'rehearsal-secret' ;;
  *) unknown "$*" ;;
esac`,
  },
  {
    name: 'op',
    when: 'always',
    body: `
case "$1" in
  --version) echo '2.30.0 ${mark}' ;;
  whoami) echo 'rehearsal ${mark}' ;;
  read) echo 'rehearsal-secret' ;;
  *) unknown "$*" ;;
esac`,
  },
];
