import * as z from 'zod';
import { jsonPathSchema } from '../../../runbook/common-keys.ts';
import { durationSchema } from '../../../runbook/values/duration.ts';
import { valueNameSchema } from '../../../runbook/values/names.ts';
import { answerExpectations } from '../http/expect-answer.ts';
import { capturesUsed } from './fill-request.ts';

const captureSchema = z.strictObject({
  /** Where the value is in the answer; there must be one. */
  json: jsonPathSchema,
  /** Masked in everything from then on. */
  secret: z.boolean().default(false),
});

const requestSchema = z.strictObject({
  id: valueNameSchema,
  /** A check changes nothing that matters: there is no way to change or delete. */
  method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST']).default('GET'),
  /** Begins with a slash. `{name}` is the value of an earlier capture, here and in `headers` and `json`. */
  path: z.string().startsWith('/'),
  /** Values may name secrets as `${name}`, as may `json`. */
  headers: z.record(z.string(), z.string()).default({}),
  /** Sent as JSON. */
  json: z.unknown().optional(),
  timeout: durationSchema.default(10_000),
  expect: answerExpectations.prefault({}),
  capture: z.record(valueNameSchema, captureSchema).default({}),
});

/** One request of a flow. */
export type FlowRequest = z.infer<typeof requestSchema>;

export const flowSchema = z
  .strictObject({
    /** Name of an endpoint of platform.yaml. */
    endpoint: z.string().min(1).optional(),
    /** A service of the cluster, which is asked through a forwarded port. */
    service: z.string().min(1).optional(),
    /** Of `service`: number or name of the port of its Service; left out, the first. */
    port: z.union([z.int().min(1).max(65_535), z.string().min(1)]).optional(),
    requests: z.array(requestSchema).min(1).max(50),
    /** For all requests together. */
    timeout: durationSchema.default(60_000),
  })
  .refine(({ endpoint, service }) => (endpoint === undefined) !== (service === undefined), {
    error: 'takes either an endpoint or a service',
  })
  .refine(({ service, port }) => service !== undefined || port === undefined, {
    error: 'a port is of a service',
    path: ['port'],
  })
  .superRefine(({ requests }, context) => {
    for (const { index, message } of orderProblems(requests)) {
      context.addIssue({ code: 'custom', message, path: ['requests', index] });
    }
  });

export type Flow = z.infer<typeof flowSchema>;

/** Ids that come twice, and captures that are used before they are taken, or never are. */
function orderProblems(
  requests: readonly FlowRequest[],
): readonly { readonly index: number; readonly message: string }[] {
  const taken = new Set<string>();
  const ids = new Set<string>();
  return requests.flatMap((request, index) => {
    const unknown = capturesUsed(request).filter((name) => !taken.has(name));
    const twice = ids.has(request.id) ? [`there is a request ${request.id} already`] : [];
    ids.add(request.id);
    for (const name of Object.keys(request.capture)) taken.add(name);
    return [...unknown.map((name) => `{${name}} is captured by no earlier request`), ...twice].map(
      (message) => ({ index, message }),
    );
  });
}
