import { formatDuration } from '../../runbook/values/duration.ts';
import { holdOn, openOne } from '../announce/opened.ts';
import { textLines } from '../announce/told.ts';
import { defineCheck } from '../checks/define-check.ts';
import { maintenanceSchema, pageMaintenance } from './statuspage/maintenance.ts';

/** Tells visitors of the status page that planned work is on. */
export const statuspageMaintenance = defineCheck({
  name: 'statuspage.maintenance',
  summary: 'Shows a maintenance on the status page, which is completed before the session ends.',
  mode: 'act',
  beside: true,
  needs: [],
  sets: [pageMaintenance.sets],
  schema: maintenanceSchema,
  example: { text: 'We deploy a new version. The service stays available.' },
  hold: holdOn(pageMaintenance),
  describe: ({ name }) => `the status page says “${name}”, until this session ends`,
  changes: (args) => [
    `visitors of the status page${args.notify ? ', and its subscribers by message,' : ''} read for ${formatDuration(args.duration)}, put off while the session lives:`,
    `  ${args.name}`,
    ...textLines(args.text).map((line) => `  ${line}`),
    'and at its end:',
    ...textLines(args['text-after']).map((line) => `  ${line}`),
  ],
  run: (args, context) => openOne(pageMaintenance, args, context, [args.name, ...textLines(args.text)]),
});
