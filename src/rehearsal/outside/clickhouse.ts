import { type HttpReply, jsonReply, textReply } from '../services/http.ts';
import { simulatedTime } from './simulated-time.ts';
import type { StartSystem } from './system.ts';

const password = 'rehearsal-clickhouse-password';

/** Queries in a simulated second. */
const perSecond = 40;

/** The HTTP interface of ClickHouse, with as much of its system tables as runbooks ask for. */
export const startClickhouse: StartSystem = (surroundings) => {
  const now = simulatedTime(surroundings);
  const began = now();
  return {
    reply: ({ method, query, headers }) => {
      if (headers['x-clickhouse-key'] !== password) {
        return fault(
          403,
          516,
          'default: Authentication failed: password is incorrect, or there is no user with such name',
        );
      }
      if (method !== 'GET') return fault(500, 164, 'default: Cannot execute query in readonly mode');
      const statement = query.get('query') ?? '';
      if (/\bsystem\.disks\b/.test(statement)) {
        return rows({
          name: 'default',
          path: '/var/lib/clickhouse/',
          free_space: '53687091200',
          total_space: '107374182400',
        });
      }
      if (/\bsystem\.events\b/.test(statement)) {
        const at = now() / 1000;
        return rows({ queries: String(1_204_117 + Math.floor((at - began / 1000) * perSecond)), at });
      }
      return fault(404, 60, 'Unknown table expression identifier');
    },
  };
};

function rows(row: Readonly<Record<string, string | number>>): HttpReply {
  return jsonReply(200, { data: [row], rows: 1 });
}

function fault(status: number, code: number, said: string): HttpReply {
  return textReply(
    status,
    'text/plain; charset=UTF-8',
    `Code: ${String(code)}. DB::Exception: ${said}. (version 25.8)\n`,
  );
}
