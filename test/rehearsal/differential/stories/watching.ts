import { configMap, deployment, service } from '../manifests.ts';
import { jsonBody, kubectl, raw, refusal, watch } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const maps = '/api/v1/namespaces/NAMESPACE/configmaps';
const create = (name: string, team: string): ReturnType<typeof raw> =>
  raw(`POST ${maps}`, { name: `create ${name}`, body: jsonBody(configMap(name, {}, { team })) });
const label = (name: string, team: string): ReturnType<typeof raw> =>
  raw(`PATCH ${maps}/${name}`, {
    body: { type: 'application/merge-patch+json', content: { metadata: { labels: { team } } } },
  });

/** Lists and watches: what is told, in which order, and how a watch ends. */
export const watchingStory: Story = {
  name: 'watching',
  calls: [
    watch(`${maps}?fieldSelector=metadata.name%3Done`, 3, [
      create('one', 'red'),
      label('one', 'blue'),
      raw(`DELETE ${maps}/one`),
    ]),
    watch(`${maps}?labelSelector=team%3Dred`, 4, [
      create('two', 'red'),
      create('three', 'blue'),
      label('two', 'blue'),
      label('three', 'red'),
      raw(`DELETE ${maps}/two`),
      raw(`DELETE ${maps}/three`),
    ]),
    raw(`POST ${maps}`, {
      body: jsonBody(configMap('four', {}, { team: 'green' })),
      name: 'create four',
      json: ['kind'],
    }),
    watch(`${maps}?labelSelector=team%3Dgreen`, 2, [label('four', 'green'), raw(`DELETE ${maps}/four`)], {
      name: 'a watch from the beginning of what is',
      from: '0',
    }),
    watch(`${maps}?timeoutSeconds=4&allowWatchBookmarks=true`, 1, [], { name: 'a watch with bookmarks' }),
    watch(`${maps}?timeoutSeconds=1`, 5, [], { name: 'a watch that the server ends' }),
    watch(`${maps}?labelSelector=none`, 1, [], { name: 'a watch from a version that is too old', from: '1' }),
    watch(`${maps}?labelSelector=none`, 1, [], { name: 'a watch from a version that is none', from: 'x' }),
    watch('/api/v1/namespaces/NAMESPACE/nothings', 1, [], { name: 'a watch of an unknown resource' }),
    raw(`GET ${maps}?resourceVersion=999999999999`, {
      name: 'a list of the future',
      json: ['kind', 'code', 'reason'],
    }),
    watch('/apis/apps/v1/namespaces/NAMESPACE/deployments?fieldSelector=metadata.name%3Dweb', 1, [
      kubectl('create -f -', { objects: [deployment('web', 'v1.2.2', { replicas: 0 })] }),
    ]),
    watch('/api/v1/namespaces/NAMESPACE/services', 3, [
      kubectl('create -f -', { name: 'create a Service', objects: [service('web')] }),
      kubectl('label service web team=red'),
      kubectl('delete service web'),
    ]),
    raw('GET /api/v1/watch/namespaces/NAMESPACE/configmaps/nope?timeoutSeconds=1', {
      name: 'the old form of a watch',
    }),
    kubectl('get configmaps --watch-only --request-timeout=1s', { compare: { lines: /^NAME/ } }),
    raw('DELETE /apis/apps/v1/namespaces/NAMESPACE/deployments/nope', { json: refusal }),
  ],
};
