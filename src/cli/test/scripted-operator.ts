import { err, problem, unreachable, type Result } from '../../problem/problem.ts';
import type { Reply } from '../../rehearsal/runbook-test/model.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { recoverableAlone } from '../../session/decide/recover.ts';
import { resolveCurrent } from '../../session/engine/reconcile.ts';
import { approveCurrent, attestCurrent, shownNow } from '../../session/engine/sign-off.ts';
import type { Session } from '../../session/engine/session.ts';
import type { Situation } from '../../ui/situation.ts';
import { answerFields } from './scripted-answers.ts';

/**
 * Does what a test's script says at the current step. It speaks for nobody outside of a rehearsal: a session that is
 * none is refused, whatever the script says. Problems: what the session refuses.
 */
export function carryOut(session: Session, situation: Situation, reply: Reply): Promise<Result<void>> {
  if (session.state.rehearsal === undefined) return refused('A script speaks for nobody in a real session.');
  switch (reply.say) {
    case 'run':
    case 'check':
      return session.dispatch({ intent: 'run', consent: 'person' });
    case 'retry':
      return retry(session, situation);
    case 'yes':
      return attestCurrent(session, { decision: 'yes' });
    case 'no':
      return attestCurrent(session, { decision: 'no', note: reply.reason });
    case 'skip':
    case 'continue':
    case 'abort':
      return session.dispatch({ intent: reply.say, reason: reply.reason });
    case 'roll-back':
      return session.dispatch({ intent: 'recover', reason: reply.reason });
    case 'roll-back-only': {
      const only = recoverableAlone(session.deciding);
      return session.dispatch({ intent: 'recover', reason: reply.reason, only });
    }
    case 'fail':
      return session.dispatch({ intent: 'give-up', reason: reply.reason });
    case 'done':
    case 'failed':
      return resolveCurrent(session, { resolution: reply.say, reason: reply.reason });
    case 'choose':
      return session.dispatch({ intent: 'choose', value: reply.value });
    case 'answer':
      return answerFields(session, reply.values);
    case 'approve':
    case 'reject':
      return approve(session, reply);
    case 'back':
      return session.dispatch({ intent: 'back', to: reply.to, reason: reply.reason });
    default:
      return unreachable(reply);
  }
}

function refused(message: string, hint?: string): Promise<Result<never>> {
  return Promise.resolve(err(problem('test/script', message, hint === undefined ? {} : { hint })));
}

function retry(session: Session, { situation }: Situation): Promise<Result<void>> {
  return situation === 'interrupted' || situation === 'inconclusive'
    ? resolveCurrent(session, { resolution: 'retry', reason: 'the script says so' })
    : session.dispatch({ intent: 'run', consent: 'person' });
}

/** Somebody of the rehearsal signs with the key that was made for them. Nobody else can be named. */
async function approve(
  session: Session,
  { say, as, reason }: Extract<Reply, { say: 'approve' | 'reject' }>,
): Promise<Result<void>> {
  const people = session.deps.rehearsalKeys ?? [];
  const person = people.find(({ name, roles }) => name === as || roles.includes(as));
  if (person === undefined) {
    const known = people.flatMap(({ roles }) => roles);
    return refused(
      `Nobody of the rehearsal is ${as}.`,
      suggestion(as, known) ?? `known: ${known.join(', ')}`,
    );
  }
  const seen = await shownNow(session);
  if (!seen.ok) return seen;
  return approveCurrent(session, {
    decision: say === 'approve' ? 'yes' : 'no',
    name: person.name,
    note: reason,
    shown: seen.value.digest,
    keyFile: person.key,
  });
}
