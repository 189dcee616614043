/**
 * The proxy that the environment asks for on the way to a server, by the rules kubectl follows (Go's
 * httpproxy): HTTPS_PROXY or HTTP_PROXY by scheme, unless NO_PROXY names the host, its domain, or `*`;
 * loopback is never proxied. Undefined: none. Address ranges in NO_PROXY are understood for IPv4.
 */
export function proxyFor(
  server: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (!URL.canParse(server)) return undefined;
  const { protocol, hostname, port } = new URL(server);
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = env[name] ?? env[name.toLowerCase()];
  if (proxy === undefined || proxy === '') return undefined;
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return undefined;
  const except = (env['NO_PROXY'] ?? env['no_proxy'] ?? '').split(',').map((entry) => entry.trim());
  if (except.some((entry) => entry !== '' && covers(entry.toLowerCase(), host, port))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inRange(entry, host);
  const [name = '', wanted] = entry.split(':');
  if (wanted !== undefined && wanted !== (port === '' ? '443' : port)) return false;
  const domain = name.replace(/^\*?\./, '');
  return (host === domain && !name.startsWith('.')) || host.endsWith(`.${domain}`);
}

function inRange(range: string, host: string): boolean {
  const [base = '', bits = ''] = range.split('/');
  const first = address(base);
  const second = address(host);
  const length = Number(bits);
  if (first === undefined || second === undefined || !Number.isInteger(length)) return false;
  const size = 2 ** (32 - length);
  return Math.floor(first / size) === Math.floor(second / size);
}

function address(host: string): number | undefined {
  const parts = host.split('.').map(Number);
  const valid =
    parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part < 256);
  return valid ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}
