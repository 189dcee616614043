import * as z from 'zod';
import type { PreviewContext, RunContext } from '../context.ts';
import { missing, unanswered } from './answers.ts';
import { judgeCertificates } from './cert/judge.ts';
import { hostOf, hostSources, secretSources, type Source } from './cert/sources.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { clusterError } from './watch-until.ts';

const schema = z.strictObject({
  /** TLS Secrets of the namespace: all of them, none, or those of these names. */
  secrets: z.union([z.enum(['all', 'none']), z.array(z.string().min(1)).min(1)]).default('all'),
  /** Names of endpoints, or host:port; they are asked as a client would. */
  hosts: z.array(z.string().min(1)).default([]),
  /** Default: the threshold certificate-days of platform.yaml. */
  days: z.number().min(0).optional(),
});

type Args = z.infer<typeof schema>;

/** Do the certificates still hold for a while? */
export const certExpiry = defineCheck({
  name: 'cert.expiry',
  summary: 'The certificates of the namespace and of hosts stay valid for some days.',
  mode: 'look',
  needs: [],
  schema,
  example: { hosts: ['api.example.com:443'], days: 30 },
  describe: (args, context) => {
    const days = daysOf(args, context);
    const secrets = args.secrets === 'none' ? [] : [secretsText(args.secrets)];
    const all = [...secrets, ...args.hosts].join(', ');
    return `${all === '' ? 'certificates' : all}: valid for more than ${days === undefined ? 'certificate-days' : String(days)} days`;
  },
  run: look,
});

function secretsText(asked: 'all' | readonly string[]): string {
  return asked === 'all' ? 'TLS Secrets of the namespace' : asked.map((name) => `Secret ${name}`).join(', ');
}

function daysOf({ days }: Args, { inventory }: PreviewContext): number | undefined {
  return days ?? inventory.thresholds['certificate-days'];
}

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const days = daysOf(args, context);
  if (days === undefined) {
    return missing('cert.expiry', '`days`, or the threshold certificate-days in platform.yaml', 'neither');
  }
  const { tls, clock } = context.ports;
  const hosts = args.hosts.map((asked) => hostOf(asked, context.environment.endpoints));
  const [secrets, presented] = await Promise.all([
    secretsOf(args, context),
    hostSources(hosts, tls, context.signal),
  ]);
  if ('verdict' in secrets) return secrets;
  return judgeCertificates([...secrets, ...presented], days, clock.now());
}

async function secretsOf({ secrets }: Args, { ports }: RunContext): Promise<readonly Source[] | CheckResult> {
  if (secrets === 'none') return [];
  if (ports.cluster === undefined) {
    return missing('cert.expiry', 'a pinned cluster for its TLS Secrets, or `secrets: none`', 'no cluster');
  }
  try {
    return await secretSources(ports.cluster, secrets);
  } catch (thrown) {
    return unanswered('cert.expiry', clusterError(thrown));
  }
}
