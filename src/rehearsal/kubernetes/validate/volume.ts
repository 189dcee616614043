import { type JsonObject, textAt } from '../objects/json.ts';
import { hasObject, itemsAt } from './checks.ts';
import { duplicate, type FieldError, forbiddenField, invalidFor, required } from './field-error.ts';
import { labelErrors } from './names.ts';

/** The sources of volumes that are checked, in the server's order. */
const sources = [
  'emptyDir',
  'hostPath',
  'secret',
  'nfs',
  'persistentVolumeClaim',
  'downwardAPI',
  'configMap',
  'projected',
  'csi',
  'ephemeral',
] as const;

/** What a source can't do without. */
const needed: Readonly<Record<string, string>> = {
  configMap: 'name',
  hostPath: 'path',
  persistentVolumeClaim: 'claimName',
  secret: 'secretName',
};

/** What is wrong with the volumes of a pod. */
export function volumesErrors(spec: JsonObject, path: string): readonly FieldError[] {
  const volumes = itemsAt(spec, path, 'volumes');
  const names = volumes.map(({ item }) => textAt(item, 'name') ?? '');
  return volumes.flatMap(({ item, path: one, index }) => [
    ...sourceErrors(item, one),
    ...nameErrors(names[index] ?? '', names.slice(0, index), `${one}.name`),
  ]);
}

function nameErrors(name: string, others: readonly string[], field: string): readonly FieldError[] {
  if (name === '') return [required(field)];
  const errors = invalidFor(field, name, labelErrors(name));
  return errors.length === 0 && others.includes(name) ? [duplicate(field, name)] : errors;
}

function sourceErrors(volume: JsonObject, path: string): readonly FieldError[] {
  const used = sources.filter((key) => hasObject(volume, key));
  return used.flatMap((key, index) => {
    const field = needed[key];
    if (index > 0) return [forbiddenField(`${path}.${key}`, 'may not specify more than 1 volume type')];
    if (field === undefined || (textAt(volume, key, field) ?? '') !== '') return [];
    return [required(`${path}.${key}.${field}`)];
  });
}
