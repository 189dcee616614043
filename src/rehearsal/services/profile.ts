import { errorReply, type HttpAsk, type HttpReply, jsonReply } from './http.ts';
import type { Instance } from './instance.ts';
import { bearerOf } from './tokens.ts';

/** GET /api/profiles/me: the profile of whoever the token is for. */
export function ownProfile({ now }: Instance, ask: HttpAsk): HttpReply {
  const email = bearerOf(ask, now);
  if (email === undefined) return unauthorized();
  return jsonReply(200, { id: 'user-42', email, name: 'Rehearsal user', organisation: 'Rehearsal' });
}

export function unauthorized(): HttpReply {
  return errorReply(401, 'unauthorized', 'a valid bearer token is required');
}
