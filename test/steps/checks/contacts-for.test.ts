import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../src/runbook/inventory.ts';
import { contactsFor } from '../../../src/steps/checks/contacts-for.ts';
import type { CheckResult } from '../../../src/steps/checks/define-check.ts';
import { fakeRunContext, inventory } from '../../fixtures/run-context.ts';

const contacts: readonly Contact[] = [
  { role: 'Incident channel', name: 'Slack', contact: '#incidents', for: [] },
  { role: 'Platform Architect', name: 'Ada', contact: '+1', for: ['sev-1'], escalateAfter: 900_000 },
  { role: 'Product Owner', name: '', contact: '', for: ['sev-1', 'sev-2'] },
];

function look(severity: string, given = contacts): Promise<CheckResult> {
  return contactsFor.run({ severity }, fakeRunContext({ inventory: { ...inventory, contacts: given } }));
}

describe('contacts.for', () => {
  it.each([
    ['sev-1', ['Incident channel', 'Platform Architect', 'Product Owner']],
    ['sev-2', ['Incident channel', 'Product Owner']],
    ['sev-3', ['Incident channel']],
  ])('names those of %s, in their order', async (severity, roles) => {
    const result = await look(severity);
    expect(result.verdict).toBe('pass');
    expect(result.evidence.map(({ what }) => what)).toEqual(roles);
  });

  it('says how and when each is reached, and where nobody is written yet', async () => {
    const { evidence, values } = await look('sev-1');
    expect(evidence.map(({ observed }) => observed)).toEqual([
      'Incident channel, Slack, #incidents, at once',
      'Platform Architect, Ada, +1, after 15m without an answer',
      'nobody is written in platform.yaml yet; at once',
    ]);
    expect(values).toEqual({ contacts: 'Incident channel, Slack, #incidents; Platform Architect, Ada, +1' });
  });

  it.each([[[]], [contacts.slice(2)]])('is inconclusive where nobody can be reached', async (given) => {
    const result = await look('sev-1', given);
    expect(result.verdict).toBe('inconclusive');
    expect(result.evidence[0].next).toContain('contacts');
  });
});
