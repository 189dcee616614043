import { parseAllDocuments, type Tags } from 'yaml';
import type { Manifest } from '../ports/cluster.ts';
import { field, isRecord, items, text } from './json.ts';

/** Tags of YAML 1.1 that kubectl’s parser, goyaml.v2 of sigs.k8s.io/yaml, reads as text unless they are written out. */
const notResolved = ['intTime', 'floatTime', 'timestamp', 'binary', 'omap', 'pairs', 'set'];

/**
 * The objects of a manifest of many documents, those of Lists one by one. Read by the rules that kubectl reads by
 * (YAML 1.1: `0644` is octal), so that what is sent is what it would send. Empty documents are none. A text: what
 * is wrong with it.
 */
export function parseObjects(manifest: string): readonly Manifest[] | string {
  const documents = parseAllDocuments(manifest, { version: '1.1', customTags: kubectlTags });
  if (!Array.isArray(documents)) return [];
  const objects: Manifest[] = [];
  for (const [index, document] of documents.entries()) {
    const [error] = document.errors;
    if (error !== undefined) return error.message;
    const object: unknown = document.toJS();
    const flat = object === null ? [] : flatten(object);
    const fault = flat.map(faultOf).find((found) => found !== undefined);
    if (fault !== undefined) return `document ${String(index + 1)} ${fault}`;
    objects.push(...flat.filter(isRecord));
  }
  return objects;
}

/** Two objects of these keys are the same object. The version of the group does not count. */
export function keyOf(object: Manifest): string {
  const apiVersion = text(object['apiVersion']) ?? '';
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const namespace = text(field(object, 'metadata', 'namespace')) ?? '';
  return [group, text(object['kind']), namespace, text(field(object, 'metadata', 'name'))].join('/');
}

function kubectlTags(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !notResolved.includes(tagName(tag)));
}

function tagName({ tag, format }: Exclude<Tags[number], string>): string {
  const kind = tag.slice(tag.lastIndexOf(':') + 1);
  return format === 'TIME' ? `${kind}Time` : kind;
}

function flatten(object: unknown): readonly unknown[] {
  const isList =
    (text(field(object, 'kind')) ?? '').endsWith('List') && Array.isArray(field(object, 'items'));
  return isList ? items(field(object, 'items')).flatMap(flatten) : [object];
}

function faultOf(object: unknown): string | undefined {
  if (!isRecord(object)) return 'is no object';
  const missing = (['apiVersion', 'kind'] as const).find((key) => text(object[key]) === undefined);
  if (missing !== undefined) return `has no ${missing}`;
  if (text(field(object, 'metadata', 'name')) === undefined)
    return `(${text(object['kind']) ?? ''}) has no metadata.name`;
  return undefined;
}
