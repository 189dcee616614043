import { at, isList, isObject, type JsonObject, textAt } from '../kubernetes/objects/json.ts';
import { type HttpReply, jsonReply } from '../services/http.ts';
import { jsonBody } from './json-body.ts';
import type { StartSystem, SystemAsk } from './system.ts';

interface Silences {
  readonly byId: Map<string, JsonObject>;
  readonly now: () => number;
}

/** The silences of the API v2: api/v2/openapi.yaml of github.com/prometheus/alertmanager. */
export const alertmanager: StartSystem = ({ world }) => {
  const silences: Silences = { byId: new Map(), now: () => world.schedule.now() };
  return {
    reply: (ask) => {
      const id = /^\/api\/v2\/silence\/([^/]+)$/.exec(ask.path)?.[1];
      if (ask.method === 'DELETE' && id !== undefined) return expired(silences, id);
      if (ask.path === '/api/v2/silences' && ask.method === 'GET')
        return jsonReply(200, listed(silences, ask));
      if (ask.path === '/api/v2/silences' && ask.method === 'POST') return kept(silences, ask);
      return jsonReply(404, { code: 404, message: 'path was not found' });
    },
  };
};

function expired({ byId, now }: Silences, id: string): HttpReply {
  const silence = byId.get(id);
  if (silence === undefined) return jsonReply(404, `silence ${id} not found`);
  byId.set(id, { ...silence, endsAt: new Date(now()).toISOString() });
  return jsonReply(200, {});
}

/** Those that match every filter of the kind `name="value"`, in the state that they are in now. */
function listed({ byId, now }: Silences, { query }: SystemAsk): JsonObject[] {
  const filters = query.getAll('filter').flatMap((filter) => {
    const [, name, value] = /^(\w+)="(.*)"$/.exec(filter) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  const silences = [...byId.values()].filter((silence) =>
    filters.every(([name, value]) =>
      matchersOf(silence).some((each) => each['name'] === name && each['value'] === value),
    ),
  );
  return silences.map((silence) => {
    const over = Date.parse(textAt(silence, 'endsAt') ?? '') <= now();
    return { ...silence, status: { state: over ? 'expired' : 'active' } };
  });
}

function kept({ byId, now }: Silences, ask: SystemAsk): HttpReply {
  const asked = jsonBody(ask);
  const fault = asked === undefined ? 'parsing body failed' : faultOf(asked, now());
  if (asked === undefined || fault !== undefined) return jsonReply(400, fault ?? '');
  const given = textAt(asked, 'id');
  if (given !== undefined && !byId.has(given)) return jsonReply(404, `silence ${given} not found`);
  const id = given ?? `00000000-0000-4000-8000-${String(byId.size + 1).padStart(12, '0')}`;
  byId.set(id, { ...asked, id });
  return jsonReply(200, { silenceID: id });
}

function faultOf(asked: JsonObject, now: number): string | undefined {
  const [from, until] = ['startsAt', 'endsAt'].map((name) => Date.parse(textAt(asked, name) ?? ''));
  if (from === undefined || until === undefined || Number.isNaN(from) || Number.isNaN(until))
    return 'startsAt and endsAt must be times';
  if (until <= from) return 'invalid silence: end time must not be before start time';
  if (until <= now) return 'end time can’t be in the past';
  if (matchersOf(asked).length === 0) return 'invalid silence: at least one matcher required';
  return ['comment', 'createdBy'].find((name) => textAt(asked, name) === undefined)?.concat(' is required');
}

function matchersOf(silence: JsonObject): readonly JsonObject[] {
  const matchers = at(silence, 'matchers');
  return isList(matchers) ? matchers.filter(isObject) : [];
}
