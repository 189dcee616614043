import * as z from 'zod';
import { durationSchema } from '../../runbook/values/duration.ts';
import { field, parsedJson, text } from '../manifest/json.ts';
import type { HttpAnswer } from '../ports/http.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { namedEndpoint } from './named-endpoint.ts';

const name = 'grafana.health';

const schema = z.strictObject({
  /** Name of the endpoint in platform.yaml. */
  endpoint: z.string().min(1).default('grafana'),
  timeout: durationSchema.default(10_000),
});

/** Is Grafana there, with its database? */
export const grafanaHealth = defineCheck({
  name,
  summary: 'Grafana answers on /api/health, and its database is well.',
  mode: 'look',
  needs: [],
  schema,
  example: { endpoint: 'grafana' },
  describe: ({ endpoint }) => `${endpoint} answers on /api/health, and its database is ok`,
  run: async (args, context) => {
    const endpoint = namedEndpoint(name, args.endpoint, context);
    if (endpoint.kind === 'unknown') return endpoint.result;
    const url = `${endpoint.url}/api/health`;
    const { timeout } = args;
    const limit = 64 * 1024;
    const request = { method: 'GET', url, headers: {}, timeout, limit, signal: context.signal };
    return judge(url, await context.ports.http.request(request));
  },
});

/** Grafana answers 200 where its database is `ok`, else 503 (Health API in the docs of its HTTP API). */
function judge(where: string, answer: HttpAnswer): CheckResult {
  if (answer.kind === 'unreachable') {
    return told(where, 'error', `no answer: ${answer.reason}`, 'Check the address, the network and the VPN');
  }
  const body = parsedJson(answer.body);
  const database = text(field(body, 'database'));
  if (database === undefined) {
    const next = 'Check that the endpoint in platform.yaml is Grafana itself, and no login page before it';
    return told(where, 'error', `HTTP ${answer.status}, and no answer of its health API`, next);
  }
  const version = text(field(body, 'version'));
  const observed = `HTTP ${answer.status}, database ${database}${version === undefined ? '' : `, version ${version}`}`;
  if (answer.status === 200 && database === 'ok') return told(where, 'pass', observed);
  return told(where, 'fail', observed, 'Look at the log of Grafana and at its database');
}

function told(where: string, verdict: CheckResult['verdict'], observed: string, next?: string): CheckResult {
  const row = {
    check: name,
    result: verdict,
    what: 'Grafana',
    where,
    expected: 'HTTP 200, database ok',
    observed,
  };
  return {
    verdict,
    summary: `Grafana: ${observed}`,
    evidence: [next === undefined ? row : { ...row, next }],
  };
}
