import { describe, expect, it } from 'vitest';
import { loopbackHttp, loopbackTls } from '../../src/rehearsal/loopback.ts';
import type { Http, HttpRequest } from '../../src/steps/ports/http.ts';

const answer = {
  kind: 'answer',
  status: 200,
  headers: {},
  body: '',
  truncated: false,
  milliseconds: 1,
} as const;

function asking(): { readonly http: Http; readonly asked: string[] } {
  const asked: string[] = [];
  const http: Http = {
    request: async ({ url }) => {
      asked.push(url);
      return answer;
    },
  };
  return { http: loopbackHttp(http), asked };
}

const request = (url: string): HttpRequest => ({ method: 'GET', url, headers: {}, timeout: 1000, limit: 10 });

describe('TLS handshakes of steps in a rehearsal', () => {
  const presented = { kind: 'certificates', chain: [], distrust: undefined } as const;
  const tls = loopbackTls({ handshake: () => Promise.resolve(presented) });

  it('reach this machine, and no other', async () => {
    const asked = { port: 443, timeout: 1000 };
    expect(await tls.handshake({ host: '127.0.0.1', ...asked })).toEqual(presented);
    expect(await tls.handshake({ host: '::1', ...asked })).toEqual(presented);
    expect(await tls.handshake({ host: 'api.example.com', ...asked })).toMatchObject({ kind: 'unreachable' });
  });
});

describe('requests of steps in a rehearsal', () => {
  it.each(['http://127.0.0.1:4711/x', 'http://localhost/', 'http://[::1]:1/', 'https://127.1.2.3/'])(
    'reach this machine: %s',
    async (url) => {
      const { http, asked } = asking();
      expect(await http.request(request(url))).toEqual(answer);
      expect(asked).toEqual([url]);
    },
  );

  it.each([
    'https://status.example.com/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://10.0.0.1/',
    'http://[::2]/',
    'http://user@example.com:80/127.0.0.1',
    'no url',
  ])('reach nothing else: %s', async (url) => {
    const { http, asked } = asking();
    expect(await http.request(request(url))).toMatchObject({ kind: 'unreachable' });
    expect(asked).toEqual([]);
  });
});
