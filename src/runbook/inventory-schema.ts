import * as z from 'zod';
import { isTimeZone } from './time-zone.ts';
import { durationSchema } from './values/duration.ts';
import { parseDatabaseAddress } from './values/database-address.ts';
import { valueNameSchema } from './values/names.ts';
import { figure, flag, line } from './written.ts';

const kubernetesName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, {
    error: 'must be a Kubernetes name such as teei-production',
  });

const prefix = z
  .string()
  .max(40)
  .regex(/^(?:[a-z0-9][a-z0-9-]*)?$/, { error: 'must be small letters, digits and hyphens, such as prod-' });

const webUrl = z.string().refine(isWebUrl, {
  error: 'must be a URL that begins with https:// or http://, without a user name or password',
});

function isWebUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

const endpointUrl = z.string().refine((text) => isWebUrl(text) || parseDatabaseAddress(text) !== undefined, {
  error:
    'must be a URL that begins with https:// or http://, without a user name or password; or that of a database, postgresql://USER@HOST:PORT/DATABASE, without a password',
});

const timeOfDay = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'must be a time of day such as "09:30"' });

const windowSchema = z
  .strictObject({
    days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1),
    from: timeOfDay,
    to: timeOfDay,
    zone: z
      .string()
      .refine(isTimeZone, { error: 'must be a time zone of the IANA database, such as Europe/Oslo or UTC' }),
  })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    error: 'must be later than `from`; write a window over midnight as two',
  });

const moment = z
  .string()
  .refine(
    (text) =>
      /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text) && !Number.isNaN(Date.parse(text)),
    {
      error: 'must be a date such as 2025-12-20, or a time such as 2025-12-20T18:00:00Z',
    },
  );

const freezeSchema = z
  .strictObject({ from: moment, to: moment, reason: line })
  .refine(({ from, to }) => Date.parse(from) <= Date.parse(to), {
    path: ['to'],
    error: 'must not be before `from`',
  });

const environmentSchema = z.strictObject({
  production: flag.default(true),
  cluster: z
    .strictObject({
      server: webUrl.optional(),
      uid: z
        .string()
        .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, {
          error: "must be the UID of the cluster's kube-system namespace",
        })
        .optional(),
      context: line.optional(),
    })
    .optional(),
  namespace: kubernetesName,
  prefix: prefix.optional(),
  windows: z.array(windowSchema).default([]),
  freezes: z.array(freezeSchema).default([]),
  endpoints: z.record(valueNameSchema, endpointUrl).default({}),
  values: z.record(valueNameSchema, line).default({}),
});

const port = figure.pipe(z.int().min(1).max(65_535));
const wave = figure.pipe(z.int().min(1).max(100));
const health = z.string().regex(/^\/\S*$/, { error: 'must be a path such as /health' });
const template = (names: readonly string[]): z.ZodType<string, string> =>
  line.refine((text) => [...text.matchAll(/\{([^}]*)\}/g)].every(([, name]) => names.includes(name ?? '')), {
    error: `can hold ${names.map((name) => `{${name}}`).join(' and ')} and no other name in braces`,
  });

const serviceSchema = z.strictObject({
  deployment: template(['prefix', 'name']).optional(),
  image: template(['name']).optional(),
  port: port.optional(),
  wave: wave.optional(),
  health: health.optional(),
});

const serviceDefaults = serviceSchema.extend({ prefix: prefix.optional() });

const publicKey = z
  .string()
  .regex(/^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-\S+|sk-\S+@openssh\.com) [A-Za-z0-9+/=]+(?: .*)?$/, {
    error: 'must be an OpenSSH public key such as "ssh-ed25519 AAAA…"',
  });

const secretSchema = z.union([
  z.strictObject({ env: line }),
  z.strictObject({ file: line }),
  z.strictObject({ command: line }),
]);

const databaseUrl = z.string().refine((text) => parseDatabaseAddress(text) !== undefined, {
  error: 'must be the URL of a database, postgresql://USER@HOST:PORT/DATABASE, without a password',
});

const witnessSchema = z.union([
  z.strictObject({ file: line }),
  z.strictObject({ command: line }),
  z.strictObject({ postgresql: databaseUrl, password: secretSchema.optional() }),
]);

/** A role without a name and a way to reach somebody is one that the team has not filled in yet. */
const contactSchema = z.strictObject({
  role: line,
  name: line.optional(),
  contact: line.optional(),
  'escalate-after': durationSchema.optional(),
  for: z.array(z.string().regex(/^sev-[1-9]$/, { error: 'must be a severity such as sev-1' })).default([]),
});

/** platform.yaml, every scalar as it is written. */
export const inventorySchema = z.strictObject({
  environments: z.record(kubernetesName, environmentSchema).default({}),
  'service-defaults': serviceDefaults.default({}),
  services: z.record(kubernetesName, serviceSchema.nullable()).default({}),
  principals: z
    .record(line, z.strictObject({ roles: z.array(line).min(1), keys: z.array(publicKey).default([]) }))
    .default({}),
  approvals: z
    .strictObject({ unsigned: z.enum(['allowed', 'refused']).default('refused') })
    .default({ unsigned: 'refused' }),
  thresholds: z.record(valueNameSchema, figure).default({}),
  contacts: z.array(contactSchema).default([]),
  secrets: z.record(valueNameSchema, secretSchema).default({}),
  witness: z.array(witnessSchema).default([]),
});

export type WrittenInventory = z.infer<typeof inventorySchema>;
