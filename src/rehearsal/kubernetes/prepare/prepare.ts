import { textAt } from '../objects/json.ts';
import { type KubeObject, nameOf, withMetadata } from '../objects/kube-object.ts';
import type { World } from '../world.ts';
import { withAddresses } from './addresses.ts';
import { withTemplateCount } from './daemon-set.ts';
import { withSelector } from './job.ts';

type Preparing = Pick<World, 'store' | 'ids'>;

/** An object that is to be created, with what only the server can know: its name, its uid, and what follows from these. */
export function preparedForCreate({ store, ids }: Preparing, sent: KubeObject): KubeObject {
  const prefix = textAt(sent.metadata, 'generateName');
  const name =
    nameOf(sent) === '' && prefix !== undefined ? `${prefix}${ids.suffix(5)}` : textAt(sent.metadata, 'name');
  const object = withMetadata(sent, { name, uid: ids.uid() });
  switch (object.kind) {
    case 'DaemonSet':
      return withTemplateCount(object, undefined);
    case 'Job':
      return withSelector(object);
    case 'Service':
      return withAddresses(store, object, undefined);
    default:
      return object;
  }
}

/** An object that is to be updated, with what it keeps though the client does not say it. */
export function preparedForUpdate({ store }: Preparing, sent: KubeObject, before: KubeObject): KubeObject {
  switch (sent.kind) {
    case 'DaemonSet':
      return withTemplateCount(sent, before);
    case 'Service':
      return withAddresses(store, sent, before);
    default:
      return sent;
  }
}
