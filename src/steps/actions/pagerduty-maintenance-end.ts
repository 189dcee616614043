import { defineCheck } from '../checks/define-check.ts';
import { closeOne } from '../announce/opened.ts';
import { maintenanceWindows, windowSchema } from './pagerduty/maintenance-windows.ts';

const name = 'pagerduty.maintenance-end';

/** Ends this session's maintenance window before the session ends. */
export const pagerdutyMaintenanceEnd = defineCheck({
  name,
  summary: 'Ends the PagerDuty maintenance window that this session has opened, earlier than at its end.',
  mode: 'act',
  beside: true,
  needs: [],
  schema: windowSchema,
  example: {},
  closes: (args) => maintenanceWindows.key(args),
  describe: (args, context) => `end ${maintenanceWindows.what(args, context)}`,
  changes: () => ['PagerDuty opens incidents again'],
  run: (args, context) => closeOne(maintenanceWindows, name, args, context),
});
