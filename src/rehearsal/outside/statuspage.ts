import { at, isObject, type JsonObject, textAt } from '../kubernetes/objects/json.ts';
import { type HttpReply, jsonReply } from '../services/http.ts';
import { jsonBody } from './json-body.ts';
import type { StartSystem, SystemAsk } from './system.ts';

const key = 'OAuth rehearsal-statuspage-key';

const states = {
  realtime: ['investigating', 'identified', 'monitoring', 'resolved'],
  scheduled: ['scheduled', 'in_progress', 'verifying', 'completed'],
} as const;

/** The incidents of one page, as far as runbooks use https://developer.statuspage.io */
export const statuspage: StartSystem = () => {
  const incidents: JsonObject[] = [];
  return {
    reply: (ask) => {
      if (ask.headers['authorization'] !== key) return jsonReply(401, { error: 'Could not authenticate' });
      const [whole, id = ''] = /^\/v1\/pages\/[^/]+\/incidents(?:\/([^/]+))?$/.exec(ask.path) ?? [];
      if (whole === undefined) return absent('The resource you were looking for was not found');
      if (ask.method === 'GET' && id === '') return jsonReply(200, incidents);
      if (ask.method === 'POST' && id === '') return created(incidents, ask);
      if (ask.method === 'PATCH' && id !== '') return updated(incidents, id, ask);
      return absent('The resource you were looking for was not found');
    },
  };
};

function absent(error: string): HttpReply {
  return jsonReply(404, { error });
}

function created(incidents: JsonObject[], ask: SystemAsk): HttpReply {
  const asked = askedOf(ask);
  const fault = asked === undefined ? 'incident is missing' : faultOf(asked, asked);
  if (asked === undefined || textAt(asked, 'name') === undefined || fault !== undefined)
    return jsonReply(422, { error: [fault ?? 'name can’t be blank'] });
  const incident = { ...asked, id: `page-incident-${String(incidents.length + 1)}` };
  incidents.unshift(incident);
  return jsonReply(201, incident);
}

function updated(incidents: JsonObject[], id: string, ask: SystemAsk): HttpReply {
  const place = incidents.findIndex((each) => each['id'] === id);
  const before = incidents[place];
  if (before === undefined) return absent('Incident not found');
  const asked = askedOf(ask);
  const fault = asked === undefined ? 'incident is missing' : faultOf(asked, before);
  if (asked === undefined || fault !== undefined)
    return jsonReply(422, { error: [fault ?? 'incident is missing'] });
  const incident = { ...before, ...asked };
  incidents[place] = incident;
  return jsonReply(200, incident);
}

function askedOf(ask: SystemAsk): JsonObject | undefined {
  const incident = at(jsonBody(ask), 'incident');
  return isObject(incident) ? incident : undefined;
}

/** A maintenance has other states than an incident that is now. */
function faultOf(asked: JsonObject, whole: JsonObject): string | undefined {
  const status = textAt(asked, 'status');
  if (status === undefined) return undefined;
  const known: readonly string[] =
    states[at(whole, 'scheduled_for') === undefined ? 'realtime' : 'scheduled'];
  return known.includes(status) ? undefined : `status ${status} is not one of ${known.join(', ')}`;
}
