import { isRecord } from '../../../../src/steps/manifest/json.ts';

/** What is known of a run, and must not be seen in its answers. */
export interface RunFacts {
  readonly namespace: string;
  readonly server: string;
}

const generated = '[bcdfghjklmnpqrstvwxz2456789]';

/** Each in turn: what differs between two runs on the same server, and the word that stands for it. */
const varying: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, 'TIME'],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, 'TIME'],
  // Lines of kubectl's own log.
  [/^([EWI])\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ ([\w.]+):\d+\]/gm, '$1 $2]'],
  // Whether kubectl still has the time to log that it ends its own watch is chance.
  [/^W reflector\.go\].*very short watch.*\n/gm, ''],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, 'IP'],
  [/sha256:[0-9a-f]{64}/g, 'sha256:DIGEST'],
  [new RegExp(`-${generated}{6,10}-${generated}{5}\\b`, 'g'), '-HASH-POD'],
  [
    new RegExp(`((?:pod-template-hash|replicaset\\.apps/[\\w-]+|[A-Za-z]+)[=-])${generated}{8,10}\\b`, 'g'),
    '$1HASH',
  ],
  [new RegExp(`\\b(migrate[a-z-]*|generated|web)-${generated}{5}\\b`, 'g'), '$1-POD'],
  // Ages, where they stand alone: in tables, in "2s (x3 over 5s)" and "(5s ago)".
  [/(?<=^|[\s(])(?:\d+(?:ms|[dhms]))+(?=$|[\s),])/gm, 'AGE'],
  [/ {2,}/g, '  '],
  // What a simulated image writes is the same in each container, whatever its environment.
  [/listening on \d+/g, 'listening on PORT'],
  // How often it was tried again depends on when it was looked at; later servers say when, too.
  [/(CrashLoopBackOff {2})\d+(?: \(AGE ago\))?/g, '$1RESTARTS'],
  [/[ \t]+$/gm, ''],
];

/** Text without what differs between two runs on the same server. */
export function normalText(text: string, { namespace, server }: RunFacts): string {
  return varying.reduce(
    (changed, [pattern, word]) => changed.replace(pattern, word),
    text.replaceAll(namespace, 'NAMESPACE').replaceAll(server, 'SERVER'),
  );
}

/** Lines of normal text, without the empty end. */
export function normalLines(text: string, facts: RunFacts): readonly string[] {
  const trimmed = normalText(text, facts).trimEnd();
  return trimmed === '' ? [] : trimmed.split('\n');
}

/** JSON of which every text is normal. */
export function normalJson(value: unknown, facts: RunFacts): unknown {
  if (typeof value === 'string') return normalText(value, facts);
  if (Array.isArray(value)) return value.map((one: unknown) => normalJson(one, facts));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normalJson(inner, facts)]));
}

/** The values at paths such as `items[].metadata.name`, by path. `items[]` alone counts. */
export function pick(value: unknown, paths: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(paths.map((path) => [path, valueAt(value, path.split('.'))]));
}

function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (!isRecord(value)) return null;
  if (!key.endsWith('[]')) return valueAt(value[key] ?? null, rest);
  const list = value[key.slice(0, -2)];
  if (!Array.isArray(list)) return null;
  return list.map((one: unknown) => valueAt(one, rest));
}
