import { createServer as createTcpServer, type Server } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { systemTls } from '../../src/platform/tls.ts';
import { makeCertificate } from '../fixtures/make-certificate.ts';

const open: Server[] = [];

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return address.port;
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const { key, certificate } = makeCertificate(['DNS:localhost', 'IP:127.0.0.1'], 30);

describe('a TLS handshake', () => {
  it('gives the certificates as PEM, and says that their issuer is not known', async () => {
    const names: string[] = [];
    const SNICallback = (name: string, done: (error: null) => void): void => {
      names.push(name);
      done(null);
    };
    const server = createServer({ key, cert: certificate, SNICallback });
    const port = await listen(server);
    const answer = await systemTls.handshake({ host: 'localhost', port, timeout: 5000 });
    expect(answer).toEqual({
      kind: 'certificates',
      chain: [certificate],
      distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(names).toEqual(['localhost']);
  });

  it('gives up where nobody answers in TLS', async () => {
    const silent = createTcpServer();
    const port = await listen(silent);
    const answer = await systemTls.handshake({ host: '127.0.0.1', port, timeout: 50 });
    expect(answer).toEqual({ kind: 'unreachable', reason: 'no answer within 50 ms' });
  });

  it('says that nobody listens, and that it was closed', async () => {
    const closing = createTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const port = await listen(closing);
    const asked = { host: '127.0.0.1', timeout: 5000 };
    expect(await systemTls.handshake({ ...asked, port })).toMatchObject({ kind: 'unreachable' });
    closing.close();
    const gone = await systemTls.handshake({ ...asked, port: 1 });
    expect(JSON.stringify(gone)).toMatch(/unreachable.*ECONNREFUSED/);
  });
});
