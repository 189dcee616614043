import { isObject, type JsonObject } from '../kubernetes/objects/json.ts';
import { type HttpReply, jsonReply } from '../services/http.ts';
import { jsonBody } from './json-body.ts';
import { accountOf, type PagerDutyAccount } from './pagerduty-account.ts';
import type { StartSystem } from './system.ts';

const routingKey = 'rehearsal-pagerduty-routing-key';

/** The Events API v2: https://developer.pagerduty.com/docs/events-api-v2 */
export const pagerdutyEvents: StartSystem = (surroundings) => {
  const account = accountOf(surroundings);
  return {
    reply: (ask) => {
      if (ask.method !== 'POST' || ask.path !== '/v2/enqueue') return jsonReply(404, { status: 'not found' });
      const event = jsonBody(ask);
      if (event === undefined) return invalid('Event object is invalid', 'JSON parsing failed');
      if (event['routing_key'] !== routingKey)
        return invalid('Event object is invalid', "'routing_key' is invalid");
      return take(account, event);
    },
  };
};

function take(account: PagerDutyAccount, event: JsonObject): HttpReply {
  const { event_action: action, dedup_key: key, payload } = event;
  if (action !== 'trigger' && action !== 'acknowledge' && action !== 'resolve')
    return invalid('Event object is invalid', "'event_action' is invalid");
  if (typeof key !== 'string' || key === '')
    return invalid('Event object is invalid', "'dedup_key' is missing");
  const summary = isObject(payload) ? payload['summary'] : undefined;
  if (action === 'trigger' && typeof summary !== 'string')
    return invalid('Event object is invalid', "'payload.summary' is missing or blank");
  account.event(action, key, typeof summary === 'string' ? summary : '');
  return jsonReply(202, { status: 'success', message: 'Event processed', dedup_key: key });
}

function invalid(message: string, ...errors: readonly string[]): HttpReply {
  return jsonReply(400, { status: 'invalid event', message, errors: [...errors] });
}
