import type * as z from 'zod';
import { closeOne } from '../announce/opened.ts';
import { textLines } from '../announce/told.ts';
import { defineCheck } from '../checks/define-check.ts';
import { maintenanceSchema, pageMaintenance } from './statuspage/maintenance.ts';

const name = 'statuspage.maintenance-end';

const schema = maintenanceSchema.pick({ 'text-after': true, components: true, notify: true });

/** Completes this session's maintenance before the session ends. */
export const statuspageMaintenanceEnd = defineCheck({
  name,
  summary: 'Completes the maintenance that this session shows on the status page, earlier than at its end.',
  mode: 'act',
  beside: true,
  needs: [],
  schema,
  example: { 'text-after': 'The new version is deployed.' },
  closes: () => pageMaintenance.key(whole({})),
  describe: (_args, context) => `complete ${pageMaintenance.what(whole({}), context)}`,
  changes: (args) => [
    'visitors of the status page read:',
    ...textLines(args['text-after']).map((line) => `  ${line}`),
  ],
  run: (args, context) => closeOne(pageMaintenance, name, whole(args), context),
});

/** The arguments of the maintenance that is ended: what only its opening needs plays no part. */
function whole(args: Partial<z.infer<typeof schema>>): z.infer<typeof maintenanceSchema> {
  return { ...maintenanceSchema.parse({ text: name }), ...args };
}
