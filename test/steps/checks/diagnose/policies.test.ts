import { describe, expect, it } from 'vitest';
import { egressOf } from '../../../../src/steps/checks/diagnose/policies.ts';

const labels = { app: 'analytics' };

function policy(name: string, spec: Readonly<Record<string, unknown>>) {
  return { metadata: { name }, spec: { podSelector: {}, policyTypes: ['Egress'], ...spec } };
}

describe('what network policies let a pod reach', () => {
  it('is everything where none selects it for egress', () => {
    const ingress = policy('in', { policyTypes: ['Ingress'], ingress: [] });
    const other = policy('other', { podSelector: { matchLabels: { app: 'reporting' } } });
    const older = { metadata: { name: 'older' }, spec: { podSelector: {}, ingress: [] } };
    expect(egressOf([ingress, other, older], labels, 5432)).toEqual({ kind: 'open' });
  });

  it('is nothing where one selects it and none allows the port', () => {
    const dns = policy('dns', { egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }] });
    const web = policy('web', { egress: [{ ports: [{ port: 443 }] }] });
    expect(egressOf([dns, web], labels, 5432)).toEqual({ kind: 'denied', by: ['dns', 'web'] });
  });

  it.each([
    ['a rule without ports', [{}]],
    ['the port', [{ ports: [{ port: 5432 }] }]],
    ['a range', [{ ports: [{ port: 5000, endPort: 6000 }] }]],
    ['a named port', [{ ports: [{ port: 'postgres' }] }]],
  ])('is allowed by %s towards anywhere', (_what, egress) => {
    const isolating = policy('deny', { egress: [] });
    expect(egressOf([isolating, policy('allow', { egress })], labels, 5432)).toEqual({
      kind: 'allowed',
      by: 'allow',
    });
  });

  it('can’t be told where the rule names peers', () => {
    const named = policy('named', {
      egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 5432 }] }],
    });
    expect(egressOf([named], labels, 5432)).toEqual({ kind: 'unknown', by: ['named'] });
  });
});
