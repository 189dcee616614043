import { at, isObject, type Json, listAt, numberAt, textAt } from '../objects/json.ts';

/** How a container answers when it is asked. */
export type Health = 'healthy' | 'unhealthy' | 'silent';

/** A probe of a container; times in seconds. */
export interface Probe {
  readonly initialDelay: number;
  readonly period: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
  /** Undefined: the probe passes. */
  failure(health: Health, ip: string): string | undefined;
}

export type ProbeKind = 'startupProbe' | 'readinessProbe' | 'livenessProbe';

/** The probe that a container's spec asks for. */
export function probeOf(container: Json, kind: ProbeKind): Probe | undefined {
  const spec = at(container, kind);
  if (!isObject(spec)) return undefined;
  return {
    initialDelay: numberAt(spec, 'initialDelaySeconds') ?? 0,
    period: numberAt(spec, 'periodSeconds') ?? 10,
    failureThreshold: numberAt(spec, 'failureThreshold') ?? 3,
    successThreshold: numberAt(spec, 'successThreshold') ?? 1,
    failure: (health, ip) => (health === 'healthy' ? undefined : failureText(spec, container, health, ip)),
  };
}

/** In the words of the kubelet's probers. */
function failureText(spec: Json, container: Json, health: Health, ip: string): string | undefined {
  const http = at(spec, 'httpGet');
  const tcp = at(spec, 'tcpSocket');
  if (http !== undefined) {
    if (health === 'unhealthy') return 'HTTP probe failed with statuscode: 503';
    const place = `${ip}:${String(portOf(container, at(http, 'port')))}`;
    const scheme = (textAt(http, 'scheme') ?? 'HTTP').toLowerCase();
    const url = `${scheme}://${place}${textAt(http, 'path') ?? '/'}`;
    return `Get ${JSON.stringify(url)}: dial tcp ${place}: connect: connection refused`;
  }
  if (tcp === undefined) return '';
  if (health === 'unhealthy') return undefined;
  return `dial tcp ${ip}:${String(portOf(container, at(tcp, 'port')))}: connect: connection refused`;
}

function portOf(container: Json, port: Json | undefined): number {
  if (typeof port === 'number') return port;
  const named = listAt(container, 'ports').find((one) => textAt(one, 'name') === port);
  return numberAt(named, 'containerPort') ?? 0;
}
