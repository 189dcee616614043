import * as z from 'zod';
import { servicesSchema } from '../manifest/asked-services.ts';
import { missing } from './answers.ts';
import { defineCheck } from './define-check.ts';
import { readAutoscaler } from './hpa/autoscalers.ts';
import { judgeAutoscalers } from './hpa/judge.ts';
import { namesOf, targetsOf } from './targets.ts';
import { withCluster } from './with-cluster.ts';

const schema = z.strictObject({
  /** Services whose autoscalers are looked at; one without an autoscaler passes. */
  services: servicesSchema,
  /** One that stands at its maximum passes. */
  'allow-max': z.boolean().default(false),
});

const kind = { kind: 'HorizontalPodAutoscaler', apiVersions: ['autoscaling/v2', 'autoscaling/v1'] } as const;

/** Do the autoscalers work? */
export const hpaHealthy = defineCheck({
  name: 'hpa.healthy',
  summary: 'Every autoscaler knows its metrics, can scale, and is below its maximum.',
  mode: 'look',
  needs: ['cluster'],
  schema,
  example: { services: ['api-gateway'] },
  describe: (args, context) =>
    `${namesOf(targetsOf(args.services, context)) || 'all services'}: autoscalers scale by their metrics`,
  run: (args, context) =>
    withCluster('hpa.healthy', context, async (cluster) => {
      const targets = targetsOf(args.services, context);
      if (targets.length === 0) return missing('hpa.healthy', 'services in platform.yaml', 'none');
      const found = await cluster.list(kind);
      if (found === undefined)
        return missing('hpa.healthy', 'a server that knows autoscalers', 'it does not');
      return judgeAutoscalers(found.map(readAutoscaler), targets, { allowMax: args['allow-max'] });
    }),
});
