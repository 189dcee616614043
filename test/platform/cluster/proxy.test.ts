import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/platform/cluster/proxy.ts';

const proxy = 'http://proxy.example.com:3128';

describe('proxyFor', () => {
  it.each([
    ['https://api.example.com:6443', { HTTPS_PROXY: proxy }, proxy],
    ['https://api.example.com:6443', { https_proxy: 'proxy.example.com:3128' }, proxy],
    ['https://api.example.com:6443', { HTTP_PROXY: proxy }, undefined],
    ['https://api.example.com', { HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
    ['https://api.example.com', { HTTPS_PROXY: proxy, NO_PROXY: 'example.com' }, undefined],
    ['https://example.com', { HTTPS_PROXY: proxy, NO_PROXY: '.example.com' }, proxy],
    ['https://notexample.com', { HTTPS_PROXY: proxy, NO_PROXY: 'example.com' }, proxy],
    ['https://api.example.com:6443', { HTTPS_PROXY: proxy, NO_PROXY: 'api.example.com:443' }, proxy],
    ['https://10.1.2.3:6443', { HTTPS_PROXY: proxy, NO_PROXY: '10.1.0.0/16' }, undefined],
    ['https://10.2.2.3:6443', { HTTPS_PROXY: proxy, NO_PROXY: '10.1.0.0/16' }, proxy],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: proxy }, undefined],
    ['not a url', { HTTPS_PROXY: proxy }, undefined],
  ])('%s with %o goes by %s', (server, env, expected) => {
    expect(proxyFor(server, env)).toBe(expected);
  });
});
