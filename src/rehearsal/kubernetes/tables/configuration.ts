import { listAt, objectAt, textAt } from '../objects/json.ts';
import { isBeingDeleted, type KubeObject } from '../objects/kube-object.ts';
import { ageColumn, type Column, nameColumn, shown, wide } from './column.ts';

/** Of the kinds that hold settings, names and storage. */
export const configurationColumns: Readonly<Record<string, readonly Column[]>> = {
  ConfigMap: [nameColumn, shown('Data', (map) => keys(map, 'data') + keys(map, 'binaryData')), ageColumn],
  Secret: [
    nameColumn,
    shown('Type', (secret) => textAt(secret, 'type') ?? ''),
    shown('Data', (secret) => keys(secret, 'data')),
    ageColumn,
  ],
  ServiceAccount: [nameColumn, shown('Secrets', (account) => listAt(account, 'secrets').length), ageColumn],
  Namespace: [
    nameColumn,
    shown('Status', (namespace) => textAt(namespace, 'status', 'phase') ?? ''),
    ageColumn,
  ],
  Lease: [nameColumn, shown('Holder', (lease) => textAt(lease, 'spec', 'holderIdentity') ?? ''), ageColumn],
  PersistentVolumeClaim: [
    nameColumn,
    shown('Status', (claim) =>
      isBeingDeleted(claim) ? 'Terminating' : (textAt(claim, 'status', 'phase') ?? ''),
    ),
    shown('Volume', (claim) => textAt(claim, 'spec', 'volumeName') ?? ''),
    shown('Capacity', (claim) =>
      isBound(claim) ? (textAt(claim, 'status', 'capacity', 'storage') ?? '0') : '',
    ),
    shown('Access Modes', accessModes),
    shown('StorageClass', (claim) => textAt(claim, 'spec', 'storageClassName') ?? ''),
    shown(
      'VolumeAttributesClass',
      (claim) => textAt(claim, 'spec', 'volumeAttributesClassName') ?? '<unset>',
    ),
    ageColumn,
    wide('VolumeMode', (claim) => textAt(claim, 'spec', 'volumeMode') ?? '<unset>'),
  ],
};

function keys(object: KubeObject, of: string): number {
  return Object.keys(objectAt(object, of)).length;
}

function isBound(claim: KubeObject): boolean {
  return (textAt(claim, 'spec', 'volumeName') ?? '') !== '';
}

/** In the order in which they are told, whatever the order in the claim. */
const shortModes = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
] as const;

function accessModes(claim: KubeObject): string {
  if (!isBound(claim)) return '';
  const modes = listAt(claim, 'status', 'accessModes');
  return shortModes.flatMap(([mode, short]) => (modes.includes(mode) ? [short] : [])).join(',');
}
