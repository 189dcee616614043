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
