import * as z from 'zod';
import { liveSilences, system } from '../actions/silence/silences.ts';
import { isMarked } from '../announce/session-mark.ts';
import { told } from '../announce/told.ts';
import { field, text } from '../manifest/json.ts';
import { defineCheck } from './define-check.ts';

const name = 'silence.none';

const schema = z.strictObject({
  /** Which silences count: those that sessions of this program have left, or those of anybody. */
  of: z.enum(['sessions', 'anybody']).default('sessions'),
});

/** Is nothing of the namespace silenced any more? A forgotten silence hides the next incident. */
export const silenceNone = defineCheck({
  name,
  summary: 'No silence of another session (or of anybody) is left in Alertmanager for the namespace.',
  mode: 'look',
  needs: [],
  schema,
  example: { of: 'sessions' },
  describe: ({ of }, { environment }) =>
    `no silence of ${of === 'sessions' ? 'another session' : 'anybody else'} is left for ${environment.namespace}`,
  run: async ({ of }, context) => {
    const live = await liveSilences(name, context);
    if (live.kind === 'unanswered') return live.result;
    const left = live.value.filter((each) => {
      const comment = text(field(each, 'comment'));
      const ofSessions = comment?.includes('teei-runbook session ') === true;
      return !isMarked(comment, context) && (of === 'anybody' || ofSessions);
    });
    const row = { check: name, what: system, expected: 'no silence of others' };
    if (left.length === 0) return told('pass', { ...row, observed: 'no silence is left' });
    const observed = `${String(left.length)} ${left.length === 1 ? 'silence is' : 'silences are'} left`;
    const next = 'Ask who created it whether it is still needed; if not: amtool silence expire ID';
    return told('fail', { ...row, observed, next, details: left.map(silenceText) });
  },
});

function silenceText(silence: unknown): string {
  const [id, by, until, comment] = ['id', 'createdBy', 'endsAt', 'comment'].map((key) =>
    text(field(silence, key)),
  );
  return `${id ?? 'no id'} by ${by ?? 'nobody'}, until ${until ?? 'no end'}: ${comment ?? ''}`;
}
