import type { HttpAsk, HttpReply } from '../../../services/http.ts';
import { askPod, firstPort } from '../../network/reach-pod.ts';
import { askEndpoints, endpointsOf, forwarded } from '../../network/reach-service.ts';
import { type ApiResult, done, refused } from '../../objects/failure.ts';
import { listAt, numberAt, textAt } from '../../objects/json.ts';
import { notFound } from '../../store/write.ts';
import type { World } from '../../world.ts';
import type { ApiAnswer, ApiRequest } from '../exchange.ts';
import type { ResourcePath } from '../resource-path.ts';

/** Any method of `services/[SCHEME:]NAME[:PORT]/proxy/PATH`: one of the ready endpoints answers. */
export async function serviceProxy(
  world: World,
  path: ResourcePath,
  request: ApiRequest,
): Promise<ApiAnswer> {
  const { name = '', namespace = '', type } = path;
  const id = schemeNamePort(name);
  if (id === undefined)
    return failed(refused('BadRequest', `invalid service request ${JSON.stringify(name)}`));
  const service = world.store.get('services', namespace, id.name);
  if (service === undefined) return failed(notFound(type, id.name));
  const portName = portNameOf(id, listAt(service, 'spec', 'ports'));
  if (!portName.ok) return failed(portName);
  const endpoints = endpointsOf(world, namespace, id.name, portName.value);
  if (endpoints.length === 0) {
    const all = listAt(world.store.get('endpoints', namespace, id.name), 'subsets');
    return failed(
      refused(
        'ServiceUnavailable',
        `no endpoints available for service ${JSON.stringify(all.length === 0 ? id.name : name)}`,
      ),
    );
  }
  const reply = await askEndpoints(world, namespace, endpoints, askOf(path, request));
  const [first] = endpoints;
  return reply === undefined
    ? unreachable(textAt(first?.pod, 'status', 'podIP'), first?.port)
    : replied(reply);
}

/** Any method of `pods/[SCHEME:]NAME[:PORT]/proxy/PATH`: the pod itself answers. */
export async function podProxy(world: World, path: ResourcePath, request: ApiRequest): Promise<ApiAnswer> {
  const { name = '', namespace = '', type } = path;
  const id = schemeNamePort(name);
  if (id === undefined) return failed(refused('BadRequest', `invalid pod request ${JSON.stringify(name)}`));
  const pod = world.store.get('pods', namespace, id.name);
  if (pod === undefined) return failed(notFound(type, id.name));
  const ip = textAt(pod, 'status', 'podIP');
  if (ip === undefined) return failed(refused('BadRequest', 'address not allowed'));
  const port = id.port === '' ? (firstPort(pod) ?? 80) : Number(id.port);
  const ask = askOf(path, request);
  const asked = askPod(world, pod, port, ask);
  if (asked === undefined) return unreachable(ip, port);
  return replied(await forwarded(world, namespace, await asked, ask));
}

interface ProxyId {
  readonly name: string;
  /** A number or a name; empty where none is given. */
  readonly port: string;
}

/** `name`, `name:port` or `scheme:name:port`, where the port may be empty (apimachinery, SplitSchemeNamePort). */
function schemeNamePort(id: string): ProxyId | undefined {
  const parts = id.split(':');
  const [first = '', second = '', third = ''] = parts;
  if (parts.length > 3 || (parts.length === 3 && !['', 'http', 'https'].includes(first))) return undefined;
  const found = parts.length === 3 ? { name: second, port: third } : { name: first, port: second };
  return found.name === '' ? undefined : found;
}

/** Endpoints know ports by their names: a number is looked up in the Service. */
function portNameOf({ name, port }: ProxyId, ports: ReturnType<typeof listAt>): ApiResult<string> {
  if (!/^\d+$/.test(port)) return done(port);
  const found = ports.find((one) => numberAt(one, 'port') === Number(port));
  if (found !== undefined) return done(textAt(found, 'name') ?? '');
  return refused('ServiceUnavailable', `no service port ${port} found for service ${JSON.stringify(name)}`);
}

function askOf({ rest }: ResourcePath, { method, body, authorization }: ApiRequest): HttpAsk {
  return { method, path: rest === '' ? '/' : rest, authorization, body: body.toString('utf8') };
}

function replied({ status, contentType, body }: HttpReply): ApiAnswer {
  return { kind: 'text', status, contentType, body };
}

function unreachable(ip: string | undefined, port: number | undefined): ApiAnswer {
  return failed(
    refused(
      'ServiceUnavailable',
      `error trying to reach service: dial tcp ${ip ?? ''}:${String(port ?? 0)}: connect: connection refused`,
    ),
  );
}

function failed({ failure }: ReturnType<typeof refused>): ApiAnswer {
  return { kind: 'failure', failure };
}
