import { describe, expect, it } from 'vitest';
import { readFieldSelector } from '../../../../src/rehearsal/kubernetes/select/fields.ts';
import { readLabelSelector } from '../../../../src/rehearsal/kubernetes/select/labels.ts';

function selects(text: string, labels: Readonly<Record<string, string>>): boolean | 'refused' {
  const read = readLabelSelector(text);
  return read.ok ? read.value(labels) : 'refused';
}

describe('label selectors', () => {
  it.each([
    ['', {}, true],
    ['app=web', { app: 'web' }, true],
    ['app==web', { app: 'web' }, true],
    ['app=web', { app: 'api' }, false],
    ['app!=web', {}, true],
    ['app in (web, api),tier notin (db)', { app: 'api' }, true],
    ['app in (web, api),tier notin (db)', { app: 'api', tier: 'db' }, false],
    ['app.kubernetes.io/name', { 'app.kubernetes.io/name': '' }, true],
    ['!app.kubernetes.io/name', { 'app.kubernetes.io/name': 'x' }, false],
    ['!app', {}, true],
    ['app=', { app: '' }, true],
    ['constructor', {}, false],
    ['level>2', { level: '3' }, true],
    ['level<2', { level: '3' }, false],
    ['app=,,=', {}, 'refused'],
    ['a b', {}, 'refused'],
  ] as const)('%s of %j is %s', (text, labels, expected) => {
    expect(selects(text, labels)).toBe(expected);
  });

  it.each([
    ['app in web', "unable to parse requirement: found 'web' expected: '('"],
    ['app in (web', "unable to parse requirement: found '', expected: ',', or ')'"],
    ['app=a b', "found 'b', expected: ',' or 'end of string'"],
    ['app=a,', "found '', expected: identifier after ','"],
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ])('%s is refused as the API server does', (text, message) => {
    expect(readLabelSelector(text)).toMatchObject({ failure: { reason: 'BadRequest', message } });
  });
});

describe('field selectors', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'prod' },
    status: { phase: 'Running' },
  };

  it.each([
    ['status.phase=Running', true],
    ['status.phase!=Running', false],
    ['metadata.name=a,metadata.namespace=prod', true],
    ['spec.nodeName=', true],
  ] as const)('%s is %s', (text, expected) => {
    const read = readFieldSelector(text, 'Pod');
    expect(read.ok && read.value(pod)).toBe(expected);
  });

  it('refuses a field that the kind can’t be selected by', () => {
    expect(readFieldSelector('spec.replicas=1', 'Deployment')).toMatchObject({
      failure: {
        reason: 'BadRequest',
        message: '"spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
      },
    });
    expect(readFieldSelector('spec.image=x', 'Pod')).toMatchObject({
      failure: { reason: 'BadRequest', message: 'field label not supported: spec.image' },
    });
  });
});
