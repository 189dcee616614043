import { type HttpAsk, type HttpReply, jsonReply, textReply } from './http.ts';
import type { Instance } from './instance.ts';
import { login } from './login.ts';
import { ownProfile } from './profile.ts';
import { generateReport, report } from './reports.ts';

/** What answers a path of a service: something of its own, or another service of the platform. */
export type Route =
  | { readonly kind: 'own'; readonly answer: (instance: Instance, ask: HttpAsk) => HttpReply }
  | { readonly kind: 'forward'; readonly service: string };

interface RouteEntry {
  readonly method: string;
  /** The whole path, or the beginning of paths where it ends with a slash. */
  readonly path: string;
  readonly route: Route;
}

/** The routes that only one service has; all others answer what every service does. */
const routes: Readonly<Record<string, readonly RouteEntry[]>> = {
  'api-gateway': [
    own('POST', '/api/auth/login', login),
    forward('GET', '/api/profiles/', 'unified-profile'),
    forward('GET', '/api/reports/', 'reporting'),
    forward('POST', '/api/reports/', 'reporting'),
  ],
  'unified-profile': [own('GET', '/api/profiles/me', ownProfile)],
  reporting: [own('POST', '/api/reports/generate', generateReport), own('GET', '/api/reports/', report)],
  'corp-cockpit': [own('GET', '/', frontPage)],
};

const everywhere: readonly RouteEntry[] = [own('GET', '/', about), own('GET', '/version', about)];

/** Finds the route; 'method' where the path is there, but not for this method, and undefined where nothing is. */
export function routeOf(service: string, { method, path }: HttpAsk): Route | 'method' | undefined {
  const here = [...(routes[service] ?? []), ...everywhere].filter((entry) => matches(entry.path, path));
  const asked = method === 'HEAD' ? 'GET' : method;
  const found = here.find((entry) => entry.method === asked);
  return found?.route ?? (here.length > 0 ? 'method' : undefined);
}

function matches(pattern: string, path: string): boolean {
  return path === pattern || (pattern.length > 1 && pattern.endsWith('/') && path.startsWith(pattern));
}

function own(
  method: string,
  path: string,
  answer: (instance: Instance, ask: HttpAsk) => HttpReply,
): RouteEntry {
  return { method, path, route: { kind: 'own', answer } };
}

function forward(method: string, path: string, service: string): RouteEntry {
  return { method, path, route: { kind: 'forward', service } };
}

function about({ service, version }: Instance): HttpReply {
  return jsonReply(200, { service, version });
}

function frontPage({ version }: Instance): HttpReply {
  const page = `<!doctype html>\n<title>TEEI Cockpit (rehearsal)</title>\n<h1>TEEI Cockpit</h1>\n<p>Version ${version}</p>\n`;
  return textReply(200, 'text/html; charset=utf-8', page);
}
