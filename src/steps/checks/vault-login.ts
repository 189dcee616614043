import * as z from 'zod';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import { valueNameSchema } from '../../runbook/values/names.ts';
import { askApi } from '../api/ask-api.ts';
import type { RunContext } from '../context.ts';
import { missing } from './answers.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { judgeToken } from './vault/judge-token.ts';
import { tryServiceLogin } from './vault/service-login.ts';

const name = 'vault.login';

/** A name that may stand in a path: nothing that would lead elsewhere. */
const pathName = z.string().regex(/^[A-Za-z0-9][\w./-]*$/, { error: 'must be a name such as kubernetes' });

const schema = z.strictObject({
  /** Name of the endpoint in platform.yaml. */
  endpoint: z.string().min(1).default('vault'),
  /** Name of the secret parameter that holds the operator's token. */
  token: valueNameSchema.default('vault-token'),
  /** What must be left of it. */
  'min-left': durationSchema.default(30 * 60_000),
  /** Policies that it must have. */
  policies: z.array(z.string().min(1)).default([]),
  /** Instead: a ServiceAccount of the namespace, which logs in as the pods do. */
  'service-account': z.string().min(1).optional(),
  /** The role that it logs in with. */
  role: z.string().min(1).default('teei'),
  /** Where Vault's Kubernetes authentication is mounted. */
  mount: pathName.default('kubernetes'),
  timeout: durationSchema.default(10_000),
});

type Args = z.infer<typeof schema>;

/** Does a login to Vault work, and is it one that may be used? */
export const vaultLogin = defineCheck({
  name,
  summary:
    'Vault accepts the operator’s token, which is no root token and lasts; or a ServiceAccount can log in.',
  mode: 'look',
  needs: [],
  schema,
  example: { token: 'vault-token', 'min-left': '30m' },
  describe: (args) =>
    args['service-account'] === undefined
      ? `${args.token} is accepted by Vault, is no root token, and lasts ${formatDuration(args['min-left'])}`
      : `the ServiceAccount ${args['service-account']} logs in to Vault as ${args.role}`,
  run: (args, context) =>
    args['service-account'] === undefined
      ? lookUp(args, context)
      : serviceLogin(args, args['service-account'], context),
});

async function lookUp(args: Args, context: RunContext): Promise<CheckResult> {
  const { endpoint, timeout } = args;
  const answer = await askApi(
    {
      check: name,
      endpoint,
      system: 'Vault',
      method: 'GET',
      path: '/v1/auth/token/lookup-self',
      credential: { secret: args.token, header: 'X-Vault-Token', prefix: '' },
      timeout,
    },
    context,
  );
  if (answer.kind === 'unanswered') return answer.result;
  const { json, where } = answer;
  return judgeToken(json, { check: name, where, minLeft: args['min-left'], policies: args.policies });
}

async function serviceLogin(args: Args, account: string, context: RunContext): Promise<CheckResult> {
  const { endpoint, role, mount, timeout } = args;
  if (context.ports.cluster === undefined) return missing(name, 'a pinned cluster', 'none');
  return tryServiceLogin({ check: name, endpoint, account, role, mount, timeout }, context);
}
