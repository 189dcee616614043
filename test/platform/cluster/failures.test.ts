import { describe, expect, it } from 'vitest';
import {
  failureOfCredentials,
  failureOfStatus,
  failureOfThrown,
} from '../../../src/platform/cluster/failures.ts';

const server = 'https://api.example.com';

function status(message: string): string {
  return JSON.stringify({ kind: 'Status', message });
}

/** An error as fetch throws it. */
function fetchFailed(code: string, message = code): Error {
  const cause = Object.assign(new Error(message), { code });
  return new TypeError('fetch failed', { cause });
}

describe('what a failure means to the operator', () => {
  it.each([
    [401, status('Unauthorized'), 'unauthorized', 'log in to the cluster again'],
    [404, status('jobs.batch "x" not found'), 'not-found', 'jobs.batch "x" not found'],
    [409, status('conflict with "kubectl"'), 'conflict', 'conflict with "kubectl"'],
    [422, status('spec.replicas: Invalid value'), 'invalid', 'spec.replicas: Invalid value'],
    [429, status('too many requests'), 'throttled', 'asks to slow down: too many requests'],
    [504, status('etcd timed out'), 'timeout', 'took too long: etcd timed out'],
    [500, 'oops', 'server', 'failed with HTTP 500: oops'],
    [403, '<html>', 'server', 'Something before https://api.example.com answered'],
    [
      403,
      status('pods "x" is forbidden: exceeded quota: q'),
      'forbidden',
      'exceeded quota: q. Free some of it',
    ],
    [403, status('admission webhook said no'), 'forbidden', 'forbids it: admission webhook said no'],
  ])('HTTP %i, %s', (code, body, reason, message) => {
    const failure = failureOfStatus(server, code, body);
    expect(failure.reason).toBe(reason);
    expect(failure.message).toContain(message);
  });

  it.each([
    ['ENOTFOUND', 'Can’t reach https://api.example.com: no such host name. Is the VPN up?'],
    ['UND_ERR_CONNECT_TIMEOUT', 'Can’t reach https://api.example.com: no answer. Is the VPN up?'],
    ['CERT_HAS_EXPIRED', 'https://api.example.com can’t be trusted: CERT_HAS_EXPIRED (CERT_HAS_EXPIRED).'],
  ])('%s', (code, message) => {
    expect(failureOfThrown(server, fetchFailed(code))).toMatchObject({ reason: 'unreachable', message });
  });

  it('an answer that does not come in time', () => {
    const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(failureOfThrown(server, late)).toMatchObject({ reason: 'timeout' });
  });

  it('a credential plugin that is not installed, or that refuses', () => {
    const absent = Object.assign(new Error('spawn kubelogin ENOENT'), { code: 'ENOENT', path: 'kubelogin' });
    expect(failureOfCredentials(server, absent).message).toBe(
      'The kubeconfig for https://api.example.com needs kubelogin, which is not there.',
    );
    const refused = new Error('token has expired, run: login\nusage: ...');
    expect(failureOfCredentials(server, refused).message).toBe(
      'Logging in to https://api.example.com failed: token has expired, run: login',
    );
  });
});
