/** Where a PostgreSQL server is, who asks it, and how the connection is kept secret. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly tls: TlsMode;
}

/**
 * As libpq's `sslmode` (https://www.postgresql.org/docs/current/libpq-ssl.html). `allow` and `prefer` are left out: they
 * fall back to a connection that anybody on the way can read.
 */
export type TlsMode = 'disable' | 'require' | 'verify-ca' | 'verify-full';

const modes: readonly TlsMode[] = ['disable', 'require', 'verify-ca', 'verify-full'];

/**
 * Reads `postgresql://USER@HOST:PORT/DATABASE?sslmode=MODE`. Without a mode, loopback is asked as it is, as through a
 * port-forward, and any other server must prove itself (`verify-full`). Undefined: the text is none, holds a password,
 * or says something else besides.
 */
export function parseDatabaseAddress(text: string): DatabaseAddress | undefined {
  const url = URL.parse(text);
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol)) return undefined;
  if (url.password !== '' || url.hash !== '' || url.username === '' || url.hostname === '') return undefined;
  const database = decoded(url.pathname.slice(1));
  const user = decoded(url.username);
  if (database === undefined || database === '' || user === undefined) return undefined;
  const { sslmode, ...others } = Object.fromEntries(url.searchParams);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const tls = sslmode === undefined ? usualMode(host) : modes.find((mode) => mode === sslmode);
  if (tls === undefined || Object.keys(others).length > 0) return undefined;
  return { host, port: url.port === '' ? 5432 : Number(url.port), user, database, tls };
}

function usualMode(host: string): TlsMode {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
    ? 'disable'
    : 'verify-full';
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
