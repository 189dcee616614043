import { flagAt, listAt, textAt } from '../objects/json.ts';
import { type KubeObject, labelsOf } from '../objects/kube-object.ts';
import { ageColumn, nameColumn, shown, wide } from './column.ts';
import { filledAt } from './scalar.ts';

export const nodeColumns = [
  nameColumn,
  shown('Status', statusText),
  shown('Roles', rolesText),
  ageColumn,
  shown('Version', (node) => textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? ''),
  wide('Internal-IP', (node) => addressText(node, 'InternalIP')),
  wide('External-IP', (node) => addressText(node, 'ExternalIP')),
  wide('OS-Image', (node) => infoText(node, 'osImage')),
  wide('Kernel-Version', (node) => infoText(node, 'kernelVersion')),
  wide('Container-Runtime', (node) => infoText(node, 'containerRuntimeVersion')),
] as const;

function statusText(node: KubeObject): string {
  const ready = listAt(node, 'status', 'conditions').find((one) => textAt(one, 'type') === 'Ready');
  const status = ready === undefined ? 'Unknown' : textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return flagAt(node, 'spec', 'unschedulable') === true ? `${status},SchedulingDisabled` : status;
}

const rolePrefix = 'node-role.kubernetes.io/';

function rolesText(node: KubeObject): string {
  const roles = Object.entries(labelsOf(node)).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix)) return key.slice(rolePrefix.length);
    return key === 'kubernetes.io/role' ? value : '';
  });
  const known = [...new Set(roles.filter((role) => role !== ''))].toSorted();
  return known.length === 0 ? '<none>' : known.join(',');
}

function addressText(node: KubeObject, type: string): string {
  const found = listAt(node, 'status', 'addresses').find((one) => textAt(one, 'type') === type);
  return textAt(found, 'address') ?? '<none>';
}

function infoText(node: KubeObject, key: string): string {
  return filledAt(node, 'status', 'nodeInfo', key) ?? '<unknown>';
}
