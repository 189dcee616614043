import { defineCheck } from '../checks/define-check.ts';
import { holdOn, openOne } from '../announce/opened.ts';
import { textLines } from '../announce/told.ts';
import {
  lengthText,
  maintenanceSchema,
  maintenanceWindows,
  servicesText,
} from './pagerduty/maintenance-windows.ts';

/** Keeps the alerts of a service quiet while planned work is on. */
export const pagerdutyMaintenance = defineCheck({
  name: 'pagerduty.maintenance',
  summary:
    'Opens a PagerDuty maintenance window for this session, which puts its end off while it runs and ends it.',
  mode: 'act',
  beside: true,
  needs: [],
  sets: [maintenanceWindows.sets],
  schema: maintenanceSchema,
  example: { text: 'Deployment of v1.2.3' },
  hold: holdOn(maintenanceWindows),
  describe: (args, context) =>
    `PagerDuty opens no incidents for ${servicesText(args, context)}, until this session ends`,
  changes: (args, context) => [
    `a maintenance window of ${lengthText(args)} for ${servicesText(args, context)}; its end is put off while the session lives`,
    ...textLines(args.text).map((line) => `  ${line}`),
  ],
  run: (args, context) => openOne(maintenanceWindows, args, context, textLines(args.text)),
});
