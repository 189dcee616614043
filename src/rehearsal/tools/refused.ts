import { mark, type StandIn } from './stand-in.ts';

/** Programs that would reach real systems past every proxy and every HOME: ssh reads the keys of the account. */
const names = ['aws', 'az', 'gcloud', 'rsync', 'scp', 'sftp', 'ssh', 'terraform'];

/** They tell a version and do nothing else. */
export const refusedTools: readonly StandIn[] = names.map((name) => ({
  name,
  when: 'always',
  body: `
case "$1" in
  --version | version | -V) echo '${name} 0.0.0 ${mark}' ;;
  *) unknown "$*" ;;
esac`,
}));
