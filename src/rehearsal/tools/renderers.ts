import { mark, type StandIn } from './stand-in.ts';

/** Tools that only render, used as they are where they are installed. */
export const renderers: readonly StandIn[] = [
  {
    name: 'kustomize',
    when: 'missing',
    body: `
case "$1" in
  version) echo 'v5.6.0 ${mark}' ;;
  build) shift; exec kubectl kustomize "$@" ;;
  *) unknown "$*" ;;
esac`,
  },
  {
    name: 'helm',
    when: 'missing',
    body: `
case "$1" in
  version) echo 'v3.17.3 ${mark}' ;;
  list | ls) echo 'NAME NAMESPACE REVISION UPDATED STATUS CHART APP VERSION' ;;
  *) unknown "$*" ;;
esac`,
  },
];
