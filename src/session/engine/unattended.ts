import { ok, type Problem, type Result } from '../../problem/problem.ts';
import type { Session } from './session.ts';

/** Why an unattended walk stopped. */
export type UnattendedEnd =
  | { readonly end: 'ended' }
  | { readonly end: 'person-needed'; readonly step: string; readonly why: string }
  | { readonly end: 'failed'; readonly step: string; readonly why: string }
  | { readonly end: 'stopped' };

/**
 * Walks a session without anybody looking on: runs what may be run and stops where a person is needed.
 * Never answers for one. `stopped` tells whether a signal has asked it to stop.
 */
export async function walkUnattended(
  session: Session,
  stopped: () => boolean,
): Promise<Result<UnattendedEnd>> {
  const walked = await walk(session, stopped);
  const settled = await session.settle();
  return settled.ok || !walked.ok ? walked : settled;
}

async function walk(session: Session, stopped: () => boolean): Promise<Result<UnattendedEnd>> {
  for (;;) {
    if (stopped()) return ok({ end: 'stopped' });
    const planned = session.current;
    if (session.state.phase.phase !== 'open' || planned === undefined) return ok({ end: 'ended' });
    const { status } = session.stepState(planned.id);
    const needed = personNeeded(session);
    if (needed !== undefined) return pause(session, { end: 'person-needed', step: planned.id, why: needed });
    if (status.status === 'failed') return failed(session, planned.id, status.problem.message);
    const ran = await session.dispatch({ intent: 'run', consent: 'unattended' });
    if (ran.ok) continue;
    if (ran.problems.some(isPersonNeeded)) {
      return pause(session, { end: 'person-needed', step: planned.id, why: ran.problems[0]?.message ?? '' });
    }
    return ran;
  }
}

function isPersonNeeded({ code }: Problem): boolean {
  return (
    code === 'session/person-needed' || code === 'session/secret-missing' || code === 'session/value-missing'
  );
}

function personNeeded(session: Session): string | undefined {
  const planned = session.current;
  if (planned === undefined) return undefined;
  const { status } = session.stepState(planned.id);
  if (status.status === 'interrupted')
    return `${planned.id} was interrupted: a person must say what happened`;
  if (status.status === 'inconclusive') return `${planned.id} was inconclusive: ${status.summary}`;
  const { prompt } = session;
  if (prompt === undefined) return undefined;
  switch (prompt.kind) {
    case 'attest':
      return `${planned.id} is for a person to tick: ${prompt.text}`;
    case 'answer':
      return `${planned.id} asks: ${prompt.question}`;
    case 'choose':
      return `${planned.id} asks: ${prompt.question}`;
    case 'approve':
      return `${planned.id} is for a person to approve: ${prompt.question}`;
  }
}

async function failed(session: Session, step: string, why: string): Promise<Result<UnattendedEnd>> {
  const { onFailure } = session.current?.step.options ?? {};
  const intent =
    onFailure === 'stop'
      ? session.dispatch({ intent: 'give-up', reason: `${step} failed: ${why}` })
      : session.dispatch({ intent: 'pause', reason: `${step} failed: ${why}` });
  const done = await intent;
  return done.ok ? ok({ end: 'failed', step, why }) : done;
}

async function pause(
  session: Session,
  end: Extract<UnattendedEnd, { end: 'person-needed' }>,
): Promise<Result<UnattendedEnd>> {
  const paused = await session.dispatch({ intent: 'pause', reason: end.why });
  return paused.ok ? ok(end) : paused;
}
