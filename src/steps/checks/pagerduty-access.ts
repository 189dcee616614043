import * as z from 'zod';
import { askPagerDuty, system } from '../actions/pagerduty/ask-pagerduty.ts';
import { refusedBy, told } from '../announce/told.ts';
import { field } from '../manifest/json.ts';
import { defineCheck } from './define-check.ts';

const name = 'pagerduty.access';

/** Does PagerDuty take the key? Asked by a question that every key may ask, and that changes nothing. */
export const pagerdutyAccess = defineCheck({
  name,
  summary: 'PagerDuty takes the key of this session (it is never shown).',
  mode: 'look',
  needs: [],
  schema: z.strictObject({}),
  example: {},
  describe: () => 'PagerDuty takes the key that this session was given',
  run: async (_args, context) => {
    const answer = await askPagerDuty({ check: name, method: 'GET', path: '/abilities' }, context);
    if (answer.kind === 'unanswered') return answer.result;
    const abilities = field(answer.json, 'abilities');
    const expected = 'HTTP 200, and what the account may do';
    if (answer.status !== 200 || !Array.isArray(abilities)) {
      return refusedBy(name, system, answer, expected).result;
    }
    const observed = `the key is valid (${String(abilities.length)} abilities of the account)`;
    return told('pass', { check: name, what: system, where: answer.where, expected, observed });
  },
});
