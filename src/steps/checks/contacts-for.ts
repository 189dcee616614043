import * as z from 'zod';
import { formatDuration } from '../../runbook/values/duration.ts';
import type { Contact } from '../../runbook/inventory.ts';
import type { PreviewContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import { type CheckResult, defineCheck } from './define-check.ts';

const name = 'contacts.for';

const schema = z.strictObject({
  /** As it stands in `for` of the contacts, such as sev-1. */
  severity: z.string().min(1),
});

/** Says whom of platform.yaml to tell of an incident of a severity, and when each is called. */
export const contactsFor = defineCheck({
  name,
  summary: 'Says whom of platform.yaml to tell of an incident of a severity, and how to reach them.',
  mode: 'look',
  needs: [],
  sets: ['contacts'],
  schema,
  example: { severity: 'sev-1' },
  describe: ({ severity }) => `whom to tell of a ${severity} incident, by platform.yaml`,
  run: (args, context) => Promise.resolve(look(args, context)),
});

function look({ severity }: z.infer<typeof schema>, { inventory }: PreviewContext): CheckResult {
  const meant = inventory.contacts.filter(({ for: severities }) => isFor(severities, severity));
  const reachable = meant.filter(({ contact }) => contact !== '');
  const [first, ...rest] = meant.map(rowOf);
  if (first === undefined || reachable.length === 0)
    return nobody(severity, first === undefined ? [] : [first, ...rest]);
  const contacts = reachable.map(named).join('; ');
  return {
    verdict: 'pass',
    summary: `tell ${contacts}`,
    evidence: [first, ...rest],
    values: { contacts },
  };
}

function isFor(severities: readonly string[], severity: string): boolean {
  return severities.length === 0 || severities.includes(severity);
}

function rowOf(contact: Contact): Evidence {
  const { role, escalateAfter } = contact;
  const when =
    escalateAfter === undefined ? 'at once' : `after ${formatDuration(escalateAfter)} without an answer`;
  const written = contact.contact !== '';
  return {
    check: name,
    result: 'pass',
    what: role,
    expected: 'how to reach them',
    observed: written ? `${named(contact)}, ${when}` : `nobody is written in platform.yaml yet; ${when}`,
  };
}

function named({ role, name: person, contact }: Contact): string {
  return [role, person, contact].filter((text) => text !== '').join(', ');
}

function nobody(severity: string, rows: readonly Evidence[]): CheckResult {
  const summary = `platform.yaml names nobody who can be reached for ${severity}`;
  const next = 'Write them below contacts in platform.yaml; for now, call whom you know';
  const row: Evidence = {
    check: name,
    result: 'inconclusive',
    what: `contacts for ${severity}`,
    where: 'platform.yaml',
    expected: 'somebody who can be reached',
    observed: 'nobody',
    next,
  };
  return { verdict: 'inconclusive', summary, evidence: [row, ...rows] };
}
