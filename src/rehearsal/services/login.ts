import { bodyOf, errorReply, type HttpAsk, type HttpReply, jsonReply } from './http.ts';
import type { Instance } from './instance.ts';
import { tokenFor, tokenLife } from './tokens.ts';

/** POST /api/auth/login with `email` and `password`: a token. Any password is right, since nobody's is known here. */
export function login({ now }: Instance, ask: HttpAsk): HttpReply {
  const { email, password } = bodyOf(ask) ?? {};
  if (typeof email !== 'string' || typeof password !== 'string') {
    return errorReply(400, 'bad_request', 'email and password are required');
  }
  if (!email.includes('@') || password === '') {
    return errorReply(401, 'unauthorized', 'the email or the password is wrong');
  }
  return jsonReply(200, { token: tokenFor(email, now), tokenType: 'Bearer', expiresIn: tokenLife });
}
