import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { systemHttp } from '../../src/platform/http.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Serves with this handler and gives the address. */
async function serve(handler: RequestListener): Promise<string> {
  const started = createServer(handler);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const plain = { method: 'GET', headers: {}, timeout: 10_000, limit: 100 };

describe('http', () => {
  it('sends method, headers and body, and gives the answer', async () => {
    const url = await serve((asked, answer) => {
      answer.setHeader('x-kind', 'echo').writeHead(201);
      answer.write(`${asked.method} ${String(asked.headers['x-a'])} `);
      asked.pipe(answer);
    });
    expect(
      await systemHttp.request({ ...plain, url, method: 'POST', headers: { 'x-a': '1' }, body: 'b' }),
    ).toMatchObject({
      kind: 'answer',
      status: 201,
      body: 'POST 1 b',
      truncated: false,
      headers: { 'x-kind': 'echo' },
    });
  });

  it('does not follow a redirect', async () => {
    const url = await serve((_asked, answer) =>
      answer.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    expect(await systemHttp.request({ ...plain, url })).toMatchObject({ status: 302 });
  });

  it('reads no more than the limit of an endless body', async () => {
    const url = await serve((_asked, answer) => {
      const more = (): void => void answer.write('x'.repeat(1000), () => setImmediate(more));
      more();
    });
    const answer = await systemHttp.request({ ...plain, url });
    expect(answer).toMatchObject({ body: 'x'.repeat(100), truncated: true });
  });

  it('is unreachable when nobody listens, or the name is none', async () => {
    const url = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    const refused = await systemHttp.request({ ...plain, url });
    expect(refused.kind === 'unreachable' && refused.reason).toMatch(/ECONNREFUSED/);
    expect(await systemHttp.request({ ...plain, url: 'no url' })).toMatchObject({ kind: 'unreachable' });
  });

  it('is unreachable when there is no answer in time, or it is stopped', async () => {
    const url = await serve(() => undefined);
    expect(await systemHttp.request({ ...plain, url, timeout: 20 })).toEqual({
      kind: 'unreachable',
      reason: 'no answer within 20 ms',
    });
    const stopped = await systemHttp.request({ ...plain, url, signal: AbortSignal.abort('operator') });
    expect(stopped.kind).toBe('unreachable');
  });

  it('is unreachable when the connection breaks within the body', async () => {
    const url = await serve((_asked, answer) => {
      answer.writeHead(200, { 'content-length': '50' });
      answer.write('half', () => answer.destroy());
    });
    expect((await systemHttp.request({ ...plain, url })).kind).toBe('unreachable');
  });
});
