import { field, text } from '../../manifest/json.ts';
import type { Cluster, Manifest } from '../../ports/cluster.ts';
import type { Tls } from '../../ports/tls.ts';
import { type Certificate, certificatesIn } from './certificates.ts';

/** Where certificates were looked for, and what was there. */
export interface Source {
  /** `Secret front-door-tls`, `api.example.com:443`. */
  readonly where: string;
  readonly found:
    | {
        readonly kind: 'certificates';
        readonly certificates: readonly Certificate[];
        readonly distrust?: string;
      }
    /** `fail`: it answered, and what it holds is no certificate. `error`: it could not be asked. */
    | {
        readonly kind: 'none';
        readonly result: 'fail' | 'error';
        readonly reason: string;
        readonly next: string;
      };
}

/** A host to shake hands with, or why an asked one is none. */
export type Host =
  | { readonly where: string; readonly host: string; readonly port: number }
  | { readonly where: string; readonly refused: string };

/** The TLS Secrets of the namespace, or those of these names. Rejects with ClusterError. */
export async function secretSources(
  cluster: Cluster,
  asked: 'all' | readonly string[],
): Promise<readonly Source[]> {
  const kind = { kind: 'Secret', apiVersions: ['v1'] } as const;
  if (asked === 'all') {
    const found = await cluster.list(kind, { fieldSelector: 'type=kubernetes.io/tls' });
    return (found ?? []).map((secret) => secretSource(nameOf(secret), secret));
  }
  return Promise.all(asked.map(async (name) => secretSource(name, await cluster.get(kind, name))));
}

function nameOf(secret: Manifest): string {
  return text(field(secret, 'metadata', 'name')) ?? '';
}

function secretSource(name: string, secret: Manifest | undefined): Source {
  const where = `Secret ${name}`;
  if (secret === undefined) {
    const next = 'Check its name, or create it';
    return { where, found: { kind: 'none', result: 'fail', reason: 'there is no such Secret', next } };
  }
  const encoded = text(field(secret, 'data', 'tls.crt')) ?? '';
  return { where, found: contentOf(Buffer.from(encoded, 'base64').toString('utf8')) };
}

function contentOf(pem: string): Source['found'] {
  const certificates = certificatesIn(pem);
  if (typeof certificates !== 'string') return { kind: 'certificates', certificates };
  const next = 'Issue the certificate anew';
  return { kind: 'none', result: 'fail', reason: certificates, next };
}

/** Milliseconds for one handshake. */
const timeout = 10_000;

/** What the hosts present to a client that asks for them by name. */
export function hostSources(
  hosts: readonly Host[],
  tls: Tls,
  signal: AbortSignal,
): Promise<readonly Source[]> {
  return Promise.all(hosts.map((host) => hostSource(host, tls, signal)));
}

async function hostSource(asked: Host, tls: Tls, signal: AbortSignal): Promise<Source> {
  const { where } = asked;
  if ('refused' in asked) {
    const next = 'Write host:port, or an endpoint of platform.yaml whose URL begins with https://';
    return { where, found: { kind: 'none', result: 'error', reason: asked.refused, next } };
  }
  const answer = await tls.handshake({ host: asked.host, port: asked.port, timeout, signal });
  if (answer.kind === 'unreachable') {
    const next = 'Check the address, the network and the VPN, then look again';
    return { where, found: { kind: 'none', result: 'error', reason: answer.reason, next } };
  }
  const read = contentOf(answer.chain.join(''));
  if (read.kind === 'none' || answer.distrust === undefined) return { where, found: read };
  return { where, found: { ...read, distrust: answer.distrust } };
}

/** A host as it is asked for: `host:port`, a host alone (443), or the name of an endpoint. */
export function hostOf(asked: string, endpoints: Readonly<Record<string, string>>): Host {
  const endpoint = Object.hasOwn(endpoints, asked) ? endpoints[asked] : undefined;
  const url = URL.parse(endpoint ?? `https://${asked}`);
  if (url === null || url.hostname === '') return { where: asked, refused: 'this is no host' };
  if (url.protocol !== 'https:')
    return { where: asked, refused: `${url.origin} has no certificate: it is not https` };
  const port = url.port === '' ? 443 : Number(url.port);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const where = `${url.hostname}:${String(port)}`;
  return { where: endpoint === undefined ? where : `${asked} (${where})`, host, port };
}
