import { writeFile } from 'node:fs/promises';
import * as library from '@kubernetes/client-node';
import { modelOf } from '../src/rehearsal/kubernetes/schema/model-name.ts';
import { servedTypes } from '../src/rehearsal/kubernetes/resources/served.ts';

/**
 * Writes src/rehearsal/kubernetes/schema/models.json: the fields of everything that the simulated API serves, as the
 * models of the Kubernetes client know them, in a form that is read at once. A status is the server's own.
 */

interface Attribute {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

const models: ReadonlyMap<string, unknown> = new Map(Object.entries(library));

/** Maps and texts that hold quantities; the client takes them for plain texts. */
const quantities: ReadonlySet<string> = new Set([
  'V1ResourceRequirements.limits',
  'V1ResourceRequirements.requests',
  'V1VolumeResourceRequirements.limits',
  'V1VolumeResourceRequirements.requests',
  'V1ResourceQuotaSpec.hard',
  'V1LimitRangeItem.default',
  'V1LimitRangeItem.defaultRequest',
  'V1LimitRangeItem.max',
  'V1LimitRangeItem.maxLimitRequestRatio',
  'V1LimitRangeItem.min',
  'V1EmptyDirVolumeSource.sizeLimit',
  'V1ResourceFieldSelector.divisor',
  'V2MetricTarget.averageValue',
  'V2MetricTarget.value',
]);

function attributesOf(name: string): readonly Attribute[] {
  const model = models.get(name);
  if (typeof model !== 'function') return [];
  const list: unknown = Reflect.get(model, 'attributeTypeMap');
  return Array.isArray(list) ? list.filter(isAttribute) : [];
}

function isAttribute(value: unknown): value is Attribute {
  return typeof value === 'object' && value !== null && 'baseName' in value && 'type' in value;
}

function codeOf(owner: string, { baseName, type, format }: Attribute): string {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return `[]${codeOf(owner, { baseName, type: list, format })}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return `{}${codeOf(owner, { baseName, type: map, format })}`;
  if (baseName === 'status' && type.endsWith('Status')) return 'any';
  if (quantities.has(`${owner}.${baseName}`)) return 'quantity';
  if (type === 'number') return format === 'int32' || format === 'int64' ? format : 'float64';
  if (type === 'Date' || type === 'V1MicroTime') return 'string';
  if (type === 'boolean') return 'bool';
  return type;
}

const found = new Map<string, string>();

function add(name: string): void {
  if (found.has(name)) return;
  const attributes = attributesOf(name);
  if (attributes.length === 0) return;
  const fields = attributes.map((one) => [one.baseName, codeOf(name, one)] as const);
  found.set(name, fields.map(([field, code]) => `${field}:${code}`).join(' '));
  for (const [, code] of fields) add(code.replace(/^(?:\[\]|\{\})+/, ''));
}

for (const { group, version, kind } of servedTypes) add(modelOf(group, version, kind));

const sorted = Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(
  new URL('../src/rehearsal/kubernetes/schema/models.json', import.meta.url),
  `${JSON.stringify(sorted, null, 2)}\n`,
);
