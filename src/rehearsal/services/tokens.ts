import type { HttpAsk } from './http.ts';

/** How long a token is taken, in seconds. */
export const tokenLife = 3600;

/** A token that says who it is for. It is not signed: a rehearsal has nothing to protect, and says so in it. */
export function tokenFor(email: string, now: number): string {
  const claims = { sub: email, iss: 'rehearsal', exp: Math.floor(now / 1000) + tokenLife };
  return [encoded({ alg: 'none', typ: 'JWT' }), encoded(claims), 'rehearsal'].join('.');
}

/** Whose token a request carries; undefined where it carries none, or one that is over or was not given here. */
export function bearerOf({ authorization }: HttpAsk, now: number): string | undefined {
  const [, claims] = /^Bearer [^.\s]+\.([^.\s]+)\.rehearsal$/i.exec(authorization ?? '') ?? [];
  if (claims === undefined) return undefined;
  const { sub, exp } = decoded(claims);
  if (typeof sub !== 'string' || typeof exp !== 'number') return undefined;
  return exp * 1000 > now ? sub : undefined;
}

function encoded(value: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
