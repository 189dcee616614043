import { type Amount, amountOf, amountText, noAmount, sumOf } from '../../../steps/manifest/quantity.ts';
import { type Json, type JsonObject, listAt, objectAt, textAt } from '../objects/json.ts';
import type { KubeObject } from '../objects/kube-object.ts';

interface Resources {
  readonly limits: JsonObject;
  readonly requests: JsonObject;
}

/** Why a pod, or a claim, is beyond a LimitRange, in the words of LimitRanger; nothing where it is within. */
export function beyondLimits(object: KubeObject, range: KubeObject): readonly string[] {
  return listAt(range, 'spec', 'limits').flatMap((limit) => {
    const kind = textAt(limit, 'type') ?? '';
    return boundedBy(object, kind).flatMap((resources) => [
      ...each(limit, 'min', (name, amount) => below(kind, name, amount, resources)),
      ...each(limit, 'max', (name, amount) => above(kind, name, amount, resources)),
      ...each(limit, 'maxLimitRequestRatio', (name, amount) => apart(kind, name, amount, resources)),
    ]);
  });
}

/** What a limit of a type is about: each container, the pod as a whole, or a claim. */
function boundedBy(object: KubeObject, kind: string): readonly Resources[] {
  const spec = objectAt(object, 'spec');
  if (object.kind === 'PersistentVolumeClaim') {
    return kind === 'PersistentVolumeClaim' ? [{ ...resourcesOf(spec), limits: {} }] : [];
  }
  const containers = listAt(spec, 'containers').map(resourcesOf);
  if (kind === 'Pod') return [containers.reduce(together, { limits: {}, requests: {} })];
  return kind === 'Container' ? [...containers, ...listAt(spec, 'initContainers').map(resourcesOf)] : [];
}

function resourcesOf(value: Json): Resources {
  return {
    limits: objectAt(value, 'resources', 'limits'),
    requests: objectAt(value, 'resources', 'requests'),
  };
}

function together(a: Resources, b: Resources): Resources {
  return { limits: summed(a.limits, b.limits), requests: summed(a.requests, b.requests) };
}

function summed(a: JsonObject, b: JsonObject): JsonObject {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    names.map((name) => [
      name,
      amountText(sumOf(amountOf(a[name]) ?? noAmount, amountOf(b[name]) ?? noAmount)),
    ]),
  );
}

type Check = (name: string, bound: Amount) => readonly string[];

function each(limit: Json, key: string, check: Check): readonly string[] {
  return Object.entries(objectAt(limit, key)).flatMap(([name, value]) => {
    const bound = amountOf(value);
    return bound === undefined ? [] : check(name, bound);
  });
}

function below(
  kind: string,
  name: string,
  bound: Amount,
  { limits, requests }: Resources,
): readonly string[] {
  const rule = `minimum ${name} usage per ${kind} is ${amountText(bound)}`;
  const request = amountOf(requests[name]);
  const limit = amountOf(limits[name]);
  if (request === undefined) return [`${rule}.  No request is specified`];
  if (request.nanos < bound.nanos) return [`${rule}, but request is ${amountText(request)}`];
  return limit !== undefined && limit.nanos < bound.nanos
    ? [`${rule}, but limit is ${amountText(limit)}`]
    : [];
}

function above(
  kind: string,
  name: string,
  bound: Amount,
  { limits, requests }: Resources,
): readonly string[] {
  const rule = `maximum ${name} usage per ${kind} is ${amountText(bound)}`;
  const request = amountOf(requests[name]);
  const limit = amountOf(limits[name]);
  if (kind === 'PersistentVolumeClaim') {
    return request !== undefined && request.nanos > bound.nanos
      ? [`${rule}, but request is ${amountText(request)}`]
      : [];
  }
  if (limit === undefined) return [`${rule}.  No limit is specified`];
  if (limit.nanos > bound.nanos) return [`${rule}, but limit is ${amountText(limit)}`];
  return request !== undefined && request.nanos > bound.nanos
    ? [`${rule}, but request is ${amountText(request)}`]
    : [];
}

function apart(
  kind: string,
  name: string,
  bound: Amount,
  { limits, requests }: Resources,
): readonly string[] {
  const rule = `${name} max limit to request ratio per ${kind} is ${amountText(bound)}`;
  const request = amountOf(requests[name])?.nanos ?? 0n;
  const limit = amountOf(limits[name])?.nanos ?? 0n;
  if (request === 0n) return [`${rule}, but no request is specified or request is 0`];
  if (limit === 0n) return [`${rule}, but no limit is specified or limit is 0`];
  const ratio = Number(limit) / Number(request);
  return ratio > Number(bound.nanos) / 1e9 ? [`${rule}, but provided ratio is ${ratio.toFixed(6)}`] : [];
}
