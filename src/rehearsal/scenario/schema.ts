import * as z from 'zod';
import { runbookIdSchema } from '../../runbook/ids.ts';
import { durationSchema } from '../../runbook/values/duration.ts';
import { valueNameSchema } from '../../runbook/values/names.ts';
import { figure, flag, line } from '../../runbook/written.ts';

/** Limits are those of what they stand for: a tag of an image, a name in Kubernetes. */
const tag = z.string().regex(/^\w[\w.-]{0,127}$/, { error: 'must be a tag of an image, such as v1.2.3' });
const kubernetesName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, { error: 'must be a Kubernetes name such as node-1' });
const serviceName = kubernetesName;
const words = z
  .string()
  .trim()
  .min(1)
  .transform((text) => text.split(/\s+/));
const percent = figure.pipe(z.number().min(0).max(100));
const exitCode = figure.pipe(z.int().min(0).max(255));
const lines = z.array(z.string().regex(/^[^\r\n]*$/, { error: 'must be on one line' })).max(200);
const prose = z
  .string()
  .trim()
  .min(1)
  .transform((text) => text.replaceAll(/[ \t]+$/gm, ''));

const commandSchema = z.strictObject({
  run: words,
  code: exitCode.default(0),
  takes: durationSchema.default(1000),
  output: lines.default([]),
});

const behaviourKeys = {
  registry: z.enum(['present', 'missing']).optional(),
  pull: durationSchema.optional(),
  'ready-after': durationSchema.optional(),
  crashes: z
    .strictObject({
      code: exitCode.default(1),
      after: durationSchema.default(1000),
      log: lines.default([]),
    })
    .optional(),
  'out-of-memory': z
    .strictObject({ after: durationSchema.default(10_000), log: lines.default([]) })
    .optional(),
  'error-percent': percent.optional(),
  latency: durationSchema.optional(),
  healthy: flag.optional(),
  log: lines.optional(),
  commands: z.array(commandSchema).optional(),
} as const;

/** A container ends in one way. */
const oneEnd = (behaviour: { readonly crashes?: unknown; readonly 'out-of-memory'?: unknown }): boolean =>
  behaviour.crashes === undefined || behaviour['out-of-memory'] === undefined;
const oneEndRule = {
  path: ['out-of-memory'],
  error: 'can not stand beside `crashes`: a container ends in one way',
};

const behaviourSchema = z.strictObject(behaviourKeys).refine(oneEnd, oneEndRule);
const releaseSchema = z
  .strictObject({ ...behaviourKeys, services: z.record(serviceName, behaviourSchema).default({}) })
  .refine(oneEnd, oneEndRule);
const releasesSchema = z.record(tag, releaseSchema);

const right = z.string().regex(/^[a-z]+ [a-z]+(?:\.[a-z0-9.-]+)?(?:\/[a-z]+)?$/, {
  error: 'must be a verb and a resource such as "create deployments.apps" or "get pods/log"',
});

const requestRule = z
  .strictObject({
    percent: percent.default(100),
    methods: z
      .array(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']))
      .min(1)
      .optional(),
    path: z.string().startsWith('/', { error: 'must begin with /' }).optional(),
    status: z.enum(['429', '500', '503']).optional(),
    delay: durationSchema.optional(),
  })
  .refine(({ status, delay }) => status !== undefined || delay !== undefined, {
    error: 'needs `status` or `delay`',
  });

const apiSchema = z.strictObject({
  requests: z.array(requestRule).default([]),
  'watch-life': durationSchema.optional(),
});

const platformKeys = {
  vault: z.enum(['open', 'sealed']),
  database: z.enum(['normal', 'pool-exhausted']),
  'stuck-consumers': z.array(line),
  'backup-age': durationSchema,
  workflow: z.enum(['passes', 'fails-deploy', 'fails-health', 'fails-smoke']),
} as const;

const momentSchema = z.union([
  z.strictObject({ applied: tag, service: serviceName.optional() }),
  z.strictObject({ ready: tag, service: serviceName.optional() }),
  z.strictObject({ changed: serviceName }),
]);

const happeningSchema = z
  .strictObject({
    after: durationSchema.default(0),
    of: momentSchema.optional(),
    'loses-node': kubernetesName.optional(),
    'recovers-node': kubernetesName.optional(),
    releases: releasesSchema.optional(),
    platform: z.strictObject(platformKeys).partial().optional(),
    api: apiSchema.optional(),
  })
  .refine(
    ({ after: _after, of: _of, ...effects }) => Object.values(effects).some((effect) => effect !== undefined),
    {
      error: 'needs what happens: `loses-node`, `recovers-node`, `releases`, `platform` or `api`',
    },
  );

const steps = z.union([stepPath().transform((id) => [id]), z.array(stepPath())]);
const ending = z.enum(['completed', 'stopped', 'rolled-back']);

const goodSchema = z.strictObject({
  ends: z.union([ending.transform((one) => [one]), z.array(ending).min(1)]),
  at: steps.default([]),
  since: stepPath().optional(),
  'noticed-by': stepPath().optional(),
  'well-again-by': stepPath().optional(),
  'never-skip': z.array(stepPath()).default([]),
  within: durationSchema.optional(),
  told: prose,
});

/** A step's id as it stands in a session: `check`, or `tools.check` where it is of an included runbook or a branch. */
export function stepPath(): z.ZodType<string, string> {
  return z
    .string()
    .refine((text) => text.split('.').every((part) => runbookIdSchema.safeParse(part).success), {
      error: 'must be the id of a step',
    });
}

/** A scenario's file, every scalar as it is written. */
export const scenarioSchema = z.strictObject({
  id: z
    .string()
    .max(63)
    .regex(/^[a-z0-9][a-z0-9-]*$/, {
      error: 'must be small letters, digits and hyphens, such as crash-loop',
    }),
  title: line,
  practises: line,
  about: prose,
  runbook: runbookIdSchema,
  parameters: z.record(valueNameSchema, line).default({}),
  environment: line.default('production'),
  running: tag,
  pace: figure.pipe(z.number().min(1).max(1000)).default(20),
  window: z.enum(['open', 'closed']).default('open'),
  nodes: z.array(kubernetesName).min(1).max(20).default(['node-1', 'node-2', 'node-3']),
  quota: z.record(line, line).default({}),
  releases: releasesSchema.default({}),
  denied: z.array(right).default([]),
  api: apiSchema.default({ requests: [] }),
  platform: z.strictObject(platformKeys).partial().default({}),
  happens: z.array(happeningSchema).default([]),
  good: goodSchema,
});

export type WrittenScenario = z.infer<typeof scenarioSchema>;
