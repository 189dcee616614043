import { unreachable, type Problem } from '../../problem/problem.ts';
import type { Reply, TestFault } from '../../rehearsal/runbook-test/model.ts';
import type { Session } from '../../session/engine/session.ts';
import type { Prompt } from '../../steps/prompt.ts';
import { type Situation, situationOf } from '../../ui/situation.ts';
import type { WalkEnd } from '../../ui/walk-end.ts';
import { isForFailure, type Turns } from './script.ts';
import { carryOut } from './scripted-operator.ts';

/** How a walk by a script came to its end. */
export interface ScriptedWalk {
  readonly end: WalkEnd;
  /** Why it could not be walked to its end. Absent: it ended by itself. */
  readonly fault?: TestFault;
}

/** Walks a session by what a script says, and runs by itself what asks nobody. Pauses it where the script has nothing to say. */
export async function walkScript(session: Session, turns: Turns, signal: AbortSignal): Promise<ScriptedWalk> {
  for (;;) {
    const situation = situationOf(session);
    const step = session.current?.id;
    if (situation.situation === 'ended' || step === undefined) return { end: { end: 'ended' } };
    if (signal.aborted) return pause(session, stopped(step));
    const reply = replyFor(session, situation, turns.next(step));
    if (reply === undefined) return pause(session, unanswered(session, step, situation));
    if (reply === turns.next(step)) turns.said(step);
    const done = await carryOut(session, situation, reply);
    if (!done.ok) return refusedAt(session, step, reply, done.problems);
  }
}

/** What runs by itself is run; everything else is for the script to say. */
function replyFor(session: Session, { situation }: Situation, next: Reply | undefined): Reply | undefined {
  if (situation !== 'ready') return next;
  if (next !== undefined && !isForFailure(next)) return next;
  // A command that wants the terminal would wait for a person who is not there.
  return session.current?.step.config['interactive'] === true ? undefined : { say: 'run' };
}

async function pause(session: Session, fault: TestFault): Promise<ScriptedWalk> {
  const paused = await session.dispatch({ intent: 'pause', reason: fault.what });
  return paused.ok
    ? { end: { end: 'left' }, fault }
    : { end: { end: 'log-failed', problems: paused.problems }, fault };
}

function refusedAt(
  session: Session,
  step: string,
  { say }: Reply,
  problems: readonly Problem[],
): Promise<ScriptedWalk> {
  const [first] = problems;
  const next = first?.hint ?? `Say something else at \`${step}\``;
  return pause(session, {
    step,
    what: `${step} does not take “${say}”`,
    expected: 'what the script says is taken',
    observed: first?.message ?? 'it was refused',
    next,
  });
}

function stopped(step: string): TestFault {
  return {
    step,
    what: `The case was stopped at ${step}`,
    expected: 'it comes to its end in time',
    observed: 'it took longer than its `timeout`, or was interrupted',
    next: 'See what it waits for, or give the case more: `timeout: 10m`',
  };
}

function unanswered(session: Session, step: string, situation: Situation): TestFault {
  const { asks, add } = questionOf(session, situation);
  const failed = situation.situation === 'failed' || situation.situation === 'inconclusive';
  return {
    step,
    what: failed
      ? `${step} did not pass, and the script says nothing to that`
      : `The script has nothing to say at ${step}`,
    expected: 'a reply for each time that it asks',
    observed: asks,
    next: `Add to \`operator\`: \`${step}: ${add}\``,
  };
}

interface Question {
  readonly asks: string;
  /** A reply that would be taken, as it is written in the file. */
  readonly add: string;
}

function questionOf(session: Session, situation: Situation): Question {
  switch (situation.situation) {
    case 'asked':
      return questionOfPrompt(situation.prompt);
    case 'failed':
    case 'inconclusive':
      return { asks: failureText(session), add: '[{ fail: why }]' };
    case 'interrupted':
      return { asks: 'it was interrupted', add: '[{ failed: how you know }]' };
    case 'ready':
      return { asks: 'it wants a terminal, which a test has not', add: '[{ skip: why }]' };
    case 'ended':
      return { asks: 'nothing', add: 'yes' };
    default:
      return unreachable(situation);
  }
}

function failureText(session: Session): string {
  const { current } = session;
  const status = current === undefined ? undefined : session.stepState(current.id).status;
  if (status?.status === 'failed') return `it failed: ${status.problem.message}`;
  return status?.status === 'inconclusive' ? `it could not tell: ${status.summary}` : 'it failed';
}

function questionOfPrompt(prompt: Prompt): Question {
  switch (prompt.kind) {
    case 'attest':
      return prompt.offer === undefined
        ? { asks: `a tick: ${prompt.text}`, add: 'yes' }
        : { asks: `a tick, with a check beside it: ${prompt.text}`, add: '[check, yes]' };
    case 'answer': {
      const fields = prompt.fields.map(({ name }) => `${name}: …`).join(', ');
      return { asks: prompt.question, add: `{ answer: { ${fields} } }` };
    }
    case 'choose':
      return {
        asks: prompt.question,
        add: `{ choose: ${prompt.choices.map(({ value }) => value).join(' | ')} }`,
      };
    case 'approve':
      return { asks: prompt.question, add: `{ approve: ${prompt.roles.join(' | ')} }` };
    default:
      return unreachable(prompt);
  }
}
