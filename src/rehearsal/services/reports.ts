import { bodyOf, errorReply, type HttpAsk, type HttpReply, jsonReply } from './http.ts';
import type { Instance } from './instance.ts';
import { unauthorized } from './profile.ts';
import { bearerOf } from './tokens.ts';

/** POST /api/reports/generate with `type`, `year` and, of a quarterly report, `quarter`: the report's id. */
export function generateReport({ now, version }: Instance, ask: HttpAsk): HttpReply {
  if (bearerOf(ask, now) === undefined) return unauthorized();
  const { type, year, quarter } = bodyOf(ask) ?? {};
  if (type !== 'quarterly' && type !== 'annual') {
    return errorReply(400, 'bad_request', 'type must be quarterly or annual');
  }
  if (!isWhole(year, 2000, 2100)) return errorReply(400, 'bad_request', 'year must be a year');
  if (type === 'annual') return created(`annual-${String(year)}`, version);
  if (!isWhole(quarter, 1, 4)) return errorReply(400, 'bad_request', 'quarter must be 1 to 4');
  return created(`quarterly-${String(year)}-q${String(quarter)}`, version);
}

/** GET /api/reports/ID: a report that was generated. */
export function report({ now, version }: Instance, ask: HttpAsk): HttpReply {
  if (bearerOf(ask, now) === undefined) return unauthorized();
  const [, id] = /^\/api\/reports\/((?:annual|quarterly)-\d{4}(?:-q[1-4])?)$/.exec(ask.path) ?? [];
  if (id === undefined) return errorReply(404, 'not_found', 'there is no such report');
  return jsonReply(200, { id, status: 'completed', generatedBy: version });
}

function created(id: string, version: string): HttpReply {
  return jsonReply(201, { id, status: 'completed', url: `/api/reports/${id}`, generatedBy: version });
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
