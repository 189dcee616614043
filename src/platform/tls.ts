import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { errorText } from '../problem/problem.ts';
import type { Tls, TlsAnswer, TlsRequest } from '../steps/ports/tls.ts';

/** Node's own TLS, with the certificate authorities that Node trusts. */
export const systemTls: Tls = { handshake };

async function handshake({ host, port, timeout, signal }: TlsRequest): Promise<TlsAnswer> {
  const limit = AbortSignal.timeout(timeout);
  const both = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const answer = Promise.withResolvers<TlsAnswer>();
  const unreachable = (reason: string): void => answer.resolve({ kind: 'unreachable', reason });
  const socket = connect({
    host,
    port,
    // An address is no name that a server could choose a certificate by.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    // What a client would refuse is looked at all the same, and told.
    rejectUnauthorized: false,
  });
  const onAbort = (): void =>
    unreachable(limit.aborted ? `no answer within ${String(timeout)} ms` : 'stopped before it answered');
  both.addEventListener('abort', onAbort, { once: true });
  if (both.aborted) onAbort();
  socket.once('secureConnect', () => answer.resolve(certificates(socket)));
  socket.once('error', (error) => unreachable(errorText(error)));
  socket.once('close', () => unreachable('the connection was closed before the handshake was over'));
  try {
    return await answer.promise;
  } finally {
    both.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}

function certificates(socket: TLSSocket): TlsAnswer {
  const distrust = socket.authorized ? undefined : String(socket.authorizationError);
  return { kind: 'certificates', chain: chainOf(socket.getPeerCertificate(true)), distrust };
}

/** A certificate as Node tells it: of a server that presented none, an object without anything in it. */
interface Presented {
  readonly raw?: Buffer;
  readonly issuerCertificate?: Presented;
}

/** The last of a chain may name itself as its issuer. */
function chainOf(first: Presented): readonly string[] {
  const seen = new Set<string>();
  let here: Presented | undefined = first;
  while (here?.raw !== undefined && !seen.has(pem(here.raw))) {
    seen.add(pem(here.raw));
    here = here.issuerCertificate;
  }
  return [...seen];
}

function pem(raw: Buffer): string {
  const lines = raw.toString('base64').replaceAll(/.{64}(?!$)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
