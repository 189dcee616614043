import { health, readiness } from './health.ts';
import { errorReply, type HttpAsk, type HttpReply } from './http.ts';
import type { Instance } from './instance.ts';
import { metrics } from './metrics.ts';
import { type Route, routeOf } from './routes.ts';

/** What is left to do for an answer: nothing, or to ask another service first. */
export type ServiceAnswer =
  | { readonly kind: 'reply'; readonly reply: HttpReply }
  | Extract<Route, { readonly kind: 'forward' }>;

/**
 * What an instance of a service answers. Health and metrics are apart from the requests of users: only those are
 * counted, and fail in the share that the instance's behaviour says.
 */
export function answerOf(instance: Instance, ask: HttpAsk): ServiceAnswer {
  const own = ownAnswer(instance, ask);
  if (own !== undefined) return reply(own);
  if (instance.traffic.next(instance.behaviour) === 'fails') {
    return reply(errorReply(500, 'internal_error', `${instance.service} could not answer the request`));
  }
  const route = routeOf(instance.service, ask);
  if (route === undefined) return reply(errorReply(404, 'not_found', `there is nothing at ${ask.path}`));
  if (route === 'method') {
    return reply(errorReply(405, 'method_not_allowed', `${ask.method} is not allowed at ${ask.path}`));
  }
  return route.kind === 'own' ? reply(route.answer(instance, ask)) : route;
}

/** What every service tells of itself. */
function ownAnswer(instance: Instance, { method, path }: HttpAsk): HttpReply | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  switch (path) {
    case '/health':
      return health(instance);
    case '/health/ready':
      return readiness(instance);
    case '/metrics':
      return metrics(instance);
    default:
      return undefined;
  }
}

function reply(given: HttpReply): ServiceAnswer {
  return { kind: 'reply', reply: given };
}
