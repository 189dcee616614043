import { type ApiResult, done, refused } from '../objects/failure.ts';
import { at } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';

/** The fields beyond name and namespace that a kind can be selected by. */
const selectable: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec.nodeName', 'spec.restartPolicy', 'spec.serviceAccountName', 'status.phase', 'status.podIP'],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Job: ['status.successful'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  ReplicaSet: ['status.replicas'],
};

/** Reads a field selector, such as `status.phase!=Running,metadata.name=x`. A field that the kind can't be selected by is refused. */
export function readFieldSelector(text: string, kind: string): ApiResult<(object: KubeObject) => boolean> {
  const known = ['metadata.name', 'metadata.namespace', ...(selectable[kind] ?? [])];
  const tests: ((object: KubeObject) => boolean)[] = [];
  for (const term of text.split(',').filter((part) => part !== '')) {
    const [, field = '', sign, value = ''] = /^([\w.]+)(!=|==?)(.*)$/.exec(term) ?? [];
    if (sign === undefined)
      return refused('BadRequest', `invalid selector: '${text}'; can't understand '${term}'`);
    if (!known.includes(field)) return refused('BadRequest', unknownField(field, kind));
    tests.push((object) => (fieldOf(object, field) === value) === (sign !== '!='));
  }
  return done((object) => tests.every((test) => test(object)));
}

/** A kind that can be selected by its own fields says it in other words than the rest. */
function unknownField(field: string, kind: string): string {
  return Object.hasOwn(selectable, kind)
    ? `field label not supported: ${field}`
    : `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`;
}

function fieldOf(object: KubeObject, field: string): string {
  const value = at(object, ...field.split('.'));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return '';
}
