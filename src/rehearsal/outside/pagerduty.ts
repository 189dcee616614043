import { isObject, type JsonObject } from '../kubernetes/objects/json.ts';
import { jsonReply, type HttpReply } from '../services/http.ts';
import { jsonBody } from './json-body.ts';
import { accountOf, type PagerDutyAccount } from './pagerduty-account.ts';
import type { StartSystem, SystemAsk } from './system.ts';

const key = 'Token token=rehearsal-pagerduty-key';

/** The REST API v2 as far as runbooks use it: https://developer.pagerduty.com/api-reference */
export const pagerduty: StartSystem = (surroundings) => {
  const account = accountOf(surroundings);
  return {
    reply: (ask) => {
      if (ask.headers['authorization'] !== key) return errorReply(401, 2006, 'Unauthorized');
      if (ask.headers['accept']?.includes('version=2') !== true)
        return errorReply(406, 2000, 'Not Acceptable');
      return route(account, ask);
    },
  };
};

function route(account: PagerDutyAccount, ask: SystemAsk): HttpReply {
  const { method, path } = ask;
  const window = /^\/maintenance_windows\/([^/]+)$/.exec(path)?.[1];
  const noted = /^\/incidents\/([^/]+)\/notes$/.exec(path)?.[1];
  switch (true) {
    case method === 'GET' && path === '/abilities':
      return jsonReply(200, { abilities: ['teams', 'manage_maintenance_windows'] });
    case method === 'GET' && path === '/maintenance_windows':
      return jsonReply(200, {
        maintenance_windows: account.openWindows(),
        more: false,
        limit: 100,
        offset: 0,
      });
    case method === 'POST' && path === '/maintenance_windows':
      return written(ask, 201, (asked) => account.openWindow(asked));
    case method === 'PUT' && window !== undefined:
      return written(ask, 200, (asked) => account.changeWindow(window, asked));
    case method === 'DELETE' && window !== undefined:
      return ended(account.endWindow(window));
    case method === 'GET' && path === '/incidents':
      return jsonReply(200, { incidents: account.incidentsBy(ask.query.get('incident_key') ?? '') });
    case method === 'POST' && noted !== undefined:
      return note(account, noted, ask);
    default:
      return errorReply(404, 2100, 'Not Found');
  }
}

function written(
  ask: SystemAsk,
  status: number,
  work: (asked: JsonObject) => Readonly<Record<string, string>> | string,
): HttpReply {
  if (ask.method === 'POST' && ask.headers['from'] === undefined)
    return errorReply(400, 2001, 'Invalid Input Provided', 'From header is required');
  const asked = jsonBody(ask)?.['maintenance_window'];
  if (!isObject(asked))
    return errorReply(400, 2001, 'Invalid Input Provided', 'maintenance_window is required');
  const window = work(asked);
  if (typeof window !== 'string') return jsonReply(status, { maintenance_window: window });
  return window === 'absent'
    ? errorReply(404, 2100, 'Not Found')
    : errorReply(400, 2001, 'Invalid Input Provided', window);
}

function ended(how: 'ended' | 'over' | 'absent'): HttpReply {
  switch (how) {
    case 'ended':
      return { status: 204, contentType: 'application/json', body: '' };
    case 'over':
      return errorReply(405, 2001, 'Method Not Allowed', 'The maintenance window has ended already');
    case 'absent':
      return errorReply(404, 2100, 'Not Found');
  }
}

function note(account: PagerDutyAccount, id: string, ask: SystemAsk): HttpReply {
  const asked = jsonBody(ask)?.['note'];
  const content = isObject(asked) ? asked['content'] : undefined;
  if (ask.headers['from'] === undefined || typeof content !== 'string' || content === '')
    return errorReply(400, 2001, 'Invalid Input Provided', 'From header and note are required');
  return account.note(id, content)
    ? jsonReply(201, { note: { id: 'PNOTE1', content } })
    : errorReply(404, 2100, 'Not Found');
}

function errorReply(status: number, code: number, message: string, ...errors: readonly string[]): HttpReply {
  return jsonReply(status, { error: { code, message, errors: [...errors] } });
}
