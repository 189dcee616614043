import { GFM, parser } from '@lezer/markdown';
import { describe, expect, it } from 'vitest';
import { describeSession } from '../../../../src/report/session/describe-session.ts';
import { postMortem } from '../../../../src/report/session/post-mortem/document.ts';
import { shellStep, yamlStep } from '../../../fixtures/session/plan.ts';
import { runByPerson, type Walk, walkOf } from '../../../fixtures/session/walk.ts';

const text =
  yamlStep('kind: ask', 'id: triage', 'question: What is it?', 'asks: { severity: {}, affected: {} }') +
  shellStep('id: look, effect: read', 'look') +
  shellStep('id: mend', 'mend') +
  shellStep('id: check, effect: read', 'check');

function documentOf(walk: Walk): string {
  const session = describeSession(walk.records);
  if (session === undefined) throw new Error('there is no session');
  return postMortem(session, walk.records);
}

/** The lines below one heading. */
function section(document: string, title: string): string {
  return document.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

function answered(affected = 'Nobody can log in'): Walk {
  const walk = walkOf(text);
  walk.act({ intent: 'answer', values: { severity: 'sev1', affected }, secrets: [] });
  return walk;
}

const found = {
  check: 'decision.matrix',
  result: 'fail',
  what: 'error rate',
  expected: 'below 5 %',
  observed: '23 %',
  details: ['```', '# no heading'],
} as const;

describe('a post-mortem', () => {
  it('tells the impact by what was said and measured', () => {
    const walk = answered();
    walk.finish('failed', { evidence: [{ ...found, details: [] }], captures: { 'error-rate': 23 } });
    const impact = section(documentOf(walk), 'Impact');
    expect(impact).toContain('- Severity: sev1');
    expect(impact).toContain('- Affected: Nobody can log in');
    expect(impact).toMatch(/- Error rate: 23 % at 2026-03-02 10:\d\d:\d\d UTC/);
    expect(impact).toMatch(/- A failure was seen at 2026-03-02 10:/);
  });

  it('tells what was changed, decided and done otherwise, and by whom', () => {
    const walk = answered();
    walk.finish('failed');
    walk.act({ intent: 'continue', reason: 'known since long' });
    walk.finish('passed');
    walk.act({ intent: 'skip', reason: 'no time' });
    const document = documentOf(walk);
    expect(section(document, 'Actions')).toMatch(/\| 10:\d\d:\d\d \| olga \| mend \| mend \| passed: /);
    expect(section(document, 'Actions')).not.toContain('| look |');
    expect(section(document, 'Decisions')).toMatch(
      /- 10:\d\d:\d\d, olga: triage: answered: severity = sev1, affected = Nobody can log in/,
    );
    const deviations = section(document, 'Deviations');
    expect(deviations).toContain('look: went on after the failure: known since long');
    expect(deviations).toContain('check: skipped (by a person): no time');
    expect(section(document, 'People')).toContain('- olga: operated');
  });

  it('names what is open: what could not be told, what was skipped, what was asked, and what is not said', () => {
    const walk = answered();
    walk.act({ intent: 'note', text: 'Why did nobody see it before?' });
    walk.finish('inconclusive', { summary: 'no series' });
    const open = section(documentOf(walk), 'Open questions');
    expect(open).toContain('- look could not be told: no series');
    expect(open).toContain('- Why did nobody see it before?');
    expect(open).toContain('- What was the root cause?');
    expect(open).toContain('- The session has not ended: is the incident over?');
  });

  it('has nothing to tell of a calm walk', () => {
    const walk = walkOf(shellStep('id: look, effect: read', 'look'));
    walk.finish();
    const document = documentOf(walk);
    expect(section(document, 'Deviations')).toContain('None: the runbook was walked as it is written.');
    expect(section(document, 'Actions')).toContain('Nothing was changed.');
  });

  it('is a document that still says what it is of a step that runs', () => {
    const walk = answered();
    walk.act(runByPerson);
    expect(section(documentOf(walk), 'Timeline')).toContain('⚠ started; no end is recorded');
  });

  it('lets nothing from outside become markup', () => {
    const walk = answered('<script>alert(1)</script>\n# heading ![x](https://evil.example/x)');
    walk.finish('failed', {
      evidence: [{ ...found, details: [...found.details] }],
      summary: '| broken | table |\n\n## Own section',
    });
    walk.act({ intent: 'note', text: '[link](javascript:alert(1))?' });
    const document = documentOf(walk);
    const headings = [...document.matchAll(/^## .*/gm)].map(([line]) => line);
    expect(headings).toHaveLength(9);
    const names = new Set<string>();
    parser
      .configure(GFM)
      .parse(document)
      .iterate({ enter: ({ name }) => void names.add(name) });
    expect([...names].filter((name) => /HTML|Link|Image|URL|Comment/.test(name))).toEqual([]);
  });

  it('says that it is a rehearsal before anything else', () => {
    const walk = walkOf(text, { started: { rehearsal: 'errors' } });
    expect(documentOf(walk).split('\n')[2]).toBe('**REHEARSAL** of errors: nothing real was touched.');
  });

  it('says which sign-offs nobody vouches for', () => {
    const walk = walkOf('- [ ] Told\n');
    walk.act({ intent: 'attest', decision: 'yes', shown: '0'.repeat(64) });
    expect(documentOf(walk)).toContain('Unsigned: 1 of 1 sign-off.');
  });
});
