import { formatDuration } from '../../runbook/values/duration.ts';
import { holdOn, openOne } from '../announce/opened.ts';
import { textLines } from '../announce/told.ts';
import { defineCheck } from '../checks/define-check.ts';
import { matcherText, silences, silenceSchema } from './silence/silences.ts';

/** Keeps alerts of the namespace from calling people while this session works on it. */
export const silenceCreate = defineCheck({
  name: 'silence.create',
  summary:
    'Silences alerts of the namespace in Alertmanager for this session, which puts the end off and expires it.',
  mode: 'act',
  beside: true,
  needs: [],
  sets: [silences.sets],
  schema: silenceSchema,
  example: { matchers: { alertname: 'HighLatency' }, text: 'Deployment of v1.2.3' },
  hold: holdOn(silences),
  describe: (args, context) =>
    `alerts with ${matcherText(args, context)} call nobody, until this session ends`,
  changes: (args, context) => [
    `a silence of ${formatDuration(args.duration)} for ${matcherText(args, context)}; its end is put off while the session lives`,
    ...textLines(args.text).map((line) => `  ${line}`),
  ],
  run: (args, context) => openOne(silences, args, context, textLines(args.text)),
});
