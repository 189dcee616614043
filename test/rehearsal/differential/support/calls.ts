import type { JsonObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import type { Call, ClientCall, ForwardCall, KubectlCall, OutputView, RawCall, WatchCall } from './model.ts';

interface KubectlOptions {
  readonly objects?: readonly JsonObject[];
  readonly compare?: OutputView;
  readonly until?: RegExp;
  /** Where the same command is given twice in a story. */
  readonly name?: string;
}

/** A call of kubectl, as it is typed; single quotes hold words together. */
export function kubectl(line: string, options: KubectlOptions = {}): KubectlCall {
  const { objects = [], compare = 'everything', until, name } = options;
  return {
    run: 'kubectl',
    name: name === undefined ? `kubectl ${line}` : `${name}: kubectl ${line}`,
    args: wordsOf(line),
    objects,
    compare,
    ...(until === undefined ? {} : { until }),
  };
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}

interface RawOptions extends Partial<Pick<RawCall, 'accept' | 'json' | 'until' | 'body'>> {
  readonly name?: string;
}

/** A request such as `GET /api/v1/namespaces/NAMESPACE/pods`. */
export function raw(line: string, options: RawOptions = {}): RawCall {
  const [method = 'GET', path = '/'] = line.split(' ');
  const { name = line, accept = 'application/json', json = [], ...others } = options;
  return { run: 'raw', name, method, path, accept, json, ...others };
}

export function jsonBody(content: JsonObject): NonNullable<RawCall['body']> {
  return { type: 'application/json', content };
}

/** What a refusal says, of a Status object. */
export const refusal = [
  'kind',
  'status',
  'reason',
  'message',
  'code',
  'details.name',
  'details.kind',
] as const;

export function watch(
  path: string,
  events: number,
  meanwhile: readonly Call[],
  options: Partial<Pick<WatchCall, 'from'>> & { readonly name?: string } = {},
): WatchCall {
  const { name = `watch ${path}`, ...others } = options;
  return { run: 'watch', name, path, events, meanwhile, ...others };
}

export function forward(target: string, path: string): ForwardCall {
  return { run: 'forward', name: `kubectl port-forward ${target}`, target, path };
}

export function client(name: string, ask: ClientCall['ask'], until?: RegExp): ClientCall {
  return { run: 'client', name: `client ${name}`, ask, ...(until === undefined ? {} : { until }) };
}
