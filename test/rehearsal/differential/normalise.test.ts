import { describe, expect, it } from 'vitest';
import { normalJson, normalLines, pick } from './support/normalise.ts';

const facts = { namespace: 'teei-t-x-1a2b3c', server: 'http://127.0.0.1:40123' };

describe('what is compared of a text', () => {
  it.each([
    ['web-6d4cf56db6-x7k2p  1/1   Running  0  2m5s', 'web-HASH-POD  1/1  Running  0  AGE'],
    ['crash-6d4cf56db6-x7k2p 0/1', 'crash-HASH-POD 0/1'],
    ['  0/1  CrashLoopBackOff   3 (12s ago)   40s', '  0/1  CrashLoopBackOff  RESTARTS  AGE'],
    ['  0/1  CrashLoopBackOff   1   40s', '  0/1  CrashLoopBackOff  RESTARTS  AGE'],
    ['web   ClusterIP   10.0.0.17   <none>', 'web  ClusterIP  IP  <none>'],
    ['pods "a" not found in namespace "teei-t-x-1a2b3c"', 'pods "a" not found in namespace "NAMESPACE"'],
    ['Get "http://127.0.0.1:40123/api"', 'Get "SERVER/api"'],
    ['at 2026-03-03T10:00:00Z by 256aa73a-1888-4fe8-8108-0017fd00ccb3', 'at TIME by UID'],
    ['E0303 10:00:00.123456   4711 memcache.go:265] x', 'E memcache.go] x'],
  ])('%j is %j', (text, normal) => {
    expect(normalLines(text, facts)).toEqual([normal]);
  });

  it.each([
    'deployment.apps/web scaled',
    'web  2/2  2  2',
    'http-get http://:3000/health delay=0s timeout=1s period=1s #success=1 #failure=3',
    'error: deployment "crash" exceeded its progress deadline',
    'migrating 0001 ... done',
  ])('%j stays as it is', (text) => {
    expect(normalLines(text, facts)).toEqual([text]);
  });

  it('has no line where kubectl only logs that it ends its own watch', () => {
    const log =
      'W0303 10:00:00.123456   4711 reflector.go:492] x ended with: very short watch: x\nerror: y\n';
    expect(normalLines(log, facts)).toEqual(['error: y']);
    expect(normalLines('', facts)).toEqual([]);
  });
});

describe('what is compared of JSON', () => {
  it('is what the paths name, of every element of a list', () => {
    const list = { items: [{ a: { b: 1 } }, { a: {} }], kind: 'List' };
    expect(pick(list, ['kind', 'items[].a.b', 'items[].c', 'none.at.all', 'kind[]'])).toEqual({
      kind: 'List',
      'items[].a.b': [1, null],
      'items[].c': [null, null],
      'none.at.all': null,
      'kind[]': null,
    });
  });

  it('has normal texts', () => {
    expect(normalJson({ a: ['in teei-t-x-1a2b3c', 1, null] }, facts)).toEqual({
      a: ['in NAMESPACE', 1, null],
    });
  });
});
