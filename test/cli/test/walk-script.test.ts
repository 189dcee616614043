import { describe, expect, it } from 'vitest';
import { takeTurns } from '../../../src/cli/test/script.ts';
import { carryOut } from '../../../src/cli/test/scripted-operator.ts';
import { walkScript } from '../../../src/cli/test/walk-script.ts';
import type { Reply, Script } from '../../../src/rehearsal/runbook-test/model.ts';
import { codes, openSession, type Opened, type Opening } from '../../fixtures/session/open-session.ts';

const text = `# Three

- [ ] It is so
      <!-- step: { id: tick } -->

<!-- step: { id: work } -->
\`\`\`bash
work
\`\`\`

\`\`\`yaml step
kind: ask
id: ask
question: What?
asks:
  colour: { label: Colour, type: enum, values: [red, blue] }
  word: { label: Word, type: secret }
\`\`\`

\`\`\`yaml step
kind: decide
id: way
question: Where?
choices:
  - { value: left, label: Left }
  - { value: right, label: Right }
\`\`\`
`;

const rehearsed = { facts: { rehearsal: 'healthy', pace: 1 } };
const all: Script = {
  tick: [{ say: 'yes' }],
  ask: [{ say: 'answer', values: { colour: 'red', word: 'a-long-secret' } }],
  way: [{ say: 'choose', value: 'left' }],
};

async function walk(operator: Script, more: Partial<Opening> = {}) {
  const opened = await openSession({ text, scripts: { work: {} }, ...rehearsed, ...more });
  const turns = takeTurns({ operator, own: Object.keys(operator) });
  const walked = await walkScript(opened.session, turns, new AbortController().signal);
  return { ...walked, opened, left: turns.left() };
}

function statuses({ session }: Opened): readonly string[] {
  return session.track.map(({ id }) => session.stepState(id).status.status);
}

describe('walking by a script', () => {
  it('says what the script says, and runs what asks nobody', async () => {
    const { fault, left, opened } = await walk(all);
    expect(fault).toBeUndefined();
    expect(left).toEqual([]);
    expect(statuses(opened)).toEqual(['signed', 'passed', 'answered', 'answered']);
    expect(opened.session.state.phase).toMatchObject({ phase: 'ended', outcome: 'completed' });
    expect(JSON.stringify(opened.journal.records)).not.toContain('a-long-secret');
  });

  it.each([
    ['tick', 'a tick: It is so', '`tick: yes`'],
    ['ask', 'What?', '`ask: { answer: { colour: …, word: … } }`'],
    ['way', 'Where?', '`way: { choose: left | right }`'],
  ])('names %s, which it has nothing to say at, and what to add', async (step, observed, add) => {
    const { [step]: _left, ...others } = all;
    const { fault, opened } = await walk(others);
    expect(fault).toMatchObject({ step, observed, next: `Add to \`operator\`: ${add}` });
    expect(opened.session.state.phase.phase).toBe('paused');
  });

  it('stops where a step fails and nothing is said to that', async () => {
    const { fault } = await walk(all, { scripts: { work: { code: 3 } } });
    expect(fault).toMatchObject({
      step: 'work',
      what: 'work did not pass, and the script says nothing to that',
    });
  });

  it('runs a step first that is spoken of only for its failure', async () => {
    const { opened } = await walk(
      { ...all, work: [{ say: 'fail', reason: 'it is broken' }] },
      { scripts: { work: { code: 3 } } },
    );
    expect(opened.session.state.phase).toMatchObject({ phase: 'ended', outcome: 'failed' });
  });

  it('passes over a step instead of running it', async () => {
    const { opened } = await walk({ ...all, work: [{ say: 'skip', reason: 'not today' }] }, { scripts: {} });
    expect(statuses(opened)[1]).toBe('skipped');
  });

  it('tells of a reply that the step does not take', async () => {
    const { fault } = await walk({ ...all, tick: [{ say: 'choose', value: 'left' }] });
    expect(fault).toMatchObject({ step: 'tick', what: 'tick does not take “choose”' });
  });

  it('tells of an answer that is missing, or does not fit', async () => {
    const missing = await walk({ ...all, ask: [{ say: 'answer', values: { colour: 'red' } }] });
    expect(missing.fault?.observed).toBe('The script has no value for word.');
    const unfit = await walk({
      ...all,
      ask: [{ say: 'answer', values: { colour: 'green', word: 'secret' } }],
    });
    expect(unfit.fault?.observed).toContain('colour');
  });

  it('tells of replies that nothing has asked for', async () => {
    const { left } = await walk({ ...all, work: [{ say: 'retry' }] });
    expect(left).toMatchObject([{ step: 'work', observed: 'retry was never asked for' }]);
  });

  it('stops at once when its time is over', async () => {
    const opened = await openSession({ text, ...rehearsed });
    const turns = takeTurns({ operator: all, own: [] });
    const { fault } = await walkScript(opened.session, turns, AbortSignal.abort());
    expect(fault).toMatchObject({ step: 'tick', what: 'The case was stopped at tick' });
    expect(statuses(opened)[0]).toBe('pending');
  });
});

describe('a script in a real session', () => {
  const everything: readonly Reply[] = [
    { say: 'yes' },
    { say: 'run' },
    { say: 'skip', reason: 'why' },
    { say: 'approve', as: 'dba', reason: 'why' },
    { say: 'abort', reason: 'why' },
  ];

  it.each(everything)('may not say $say', async (reply) => {
    const { session, journal } = await openSession({ text });
    const before = journal.records.length;
    const done = await carryOut(session, { situation: 'ready' }, reply);
    expect(codes(done)).toEqual(['test/script']);
    expect(journal.records).toHaveLength(before);
  });
});
