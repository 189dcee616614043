import * as z from 'zod';
import { durationSchema } from '../../runbook/values/duration.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { namedEndpoint } from './named-endpoint.ts';
import { readSealState } from './vault/seal-state.ts';
import { whomToCall } from './vault/whom-to-call.ts';

const name = 'vault.health';

/** Who holds the keys of Vault, the most likely first. */
const keepers = ['Security Lead', 'Infrastructure Lead', 'Platform Architect'];

const schema = z.strictObject({
  /** Name of the endpoint in platform.yaml. */
  endpoint: z.string().min(1).default('vault'),
  timeout: durationSchema.default(10_000),
});

/** Can Vault give out secrets? */
export const vaultHealth = defineCheck({
  name,
  summary: 'Vault is initialised, unsealed and serves: a sealed one says whom to call.',
  mode: 'look',
  needs: [],
  schema,
  example: { endpoint: 'vault' },
  describe: ({ endpoint }) => `${endpoint} is unsealed and serves`,
  run: async (args, context): Promise<CheckResult> => {
    const endpoint = namedEndpoint(name, args.endpoint, context);
    if (endpoint.kind === 'unknown') return endpoint.result;
    const where = `${endpoint.url}/v1/sys/health`;
    const { timeout } = args;
    const limit = 64 * 1024;
    const request = { method: 'GET', url: where, headers: {}, timeout, limit, signal: context.signal };
    const { verdict, observed, next, call } = readSealState(await context.ports.http.request(request));
    const then = call === true ? `${next ?? ''}. Call ${whomToCall(context.inventory, keepers)}` : next;
    const row = {
      check: name,
      result: verdict,
      what: 'Vault',
      where,
      expected: 'initialised, unsealed and serving',
      observed,
    };
    return {
      verdict,
      summary: `Vault: ${observed}`,
      evidence: [then === undefined ? row : { ...row, next: then }],
    };
  },
});
