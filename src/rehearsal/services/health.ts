import { type HttpReply, jsonReply } from './http.ts';
import type { Instance } from './instance.ts';

/** GET /health: whether the process is well. */
export function health({ service, version, behaviour }: Instance): HttpReply {
  return behaviour.healthy
    ? jsonReply(200, { status: 'ok', service, version })
    : jsonReply(503, { status: 'unhealthy', service, version });
}

/** GET /health/ready: whether it takes requests. */
export function readiness({ service, version, behaviour, ready }: Instance): HttpReply {
  return behaviour.healthy && ready
    ? jsonReply(200, { status: 'ready', service, version })
    : jsonReply(503, { status: 'not ready', service, version });
}
