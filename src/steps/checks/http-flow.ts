import { templateNames } from '../../runbook/template.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';
import { missing } from './answers.ts';
import { worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';
import { type Flow, flowSchema } from './flow/schema.ts';
import { walkFlow } from './flow/walk-flow.ts';
import { openWay, type Way } from './flow/way.ts';
import { secretFiller } from './http/secret-filler.ts';

const name = 'http.flow';

/** Walks through the platform as a user does: one request after the other, each with what the ones before gave. */
export const httpFlow = defineCheck({
  name,
  summary: 'Sends requests in order, each with what the answers before it gave, and verifies every answer.',
  mode: 'look',
  needs: [],
  schema: flowSchema,
  example: {
    service: 'api-gateway',
    requests: [
      {
        id: 'login',
        method: 'POST',
        path: '/api/auth/login',
        json: { email: 'smoke@example.com', password: '${smoke-password}' },
        expect: { status: 200 },
        capture: { token: { json: '.token', secret: true } },
      },
      {
        id: 'profile',
        path: '/api/profiles/me',
        headers: { authorization: 'Bearer {token}' },
        expect: { json: { path: '.email', equals: 'smoke@example.com' } },
      },
    ],
  },
  describe: ({ endpoint, service, requests }) =>
    `${requests.map(({ id }) => id).join(' → ')} at ${endpoint ?? service ?? ''}: every answer is as expected`,
  run: look,
});

async function look(flow: Flow, context: RunContext): Promise<CheckResult> {
  const held = flow.requests.map(({ headers, json }) => ({ headers, json }));
  const secrets = secretFiller({ held }, context);
  if (secrets.kind === 'missing') {
    return missing(name, `a value for ${secrets.names.join(', ')}`, 'none was given in this process');
  }
  const inPaths = templateNames({ paths: flow.requests.map(({ path }) => path) });
  if (inPaths.length > 0) {
    return missing(name, 'paths without secrets: they are in every access log', `\${${inPaths.join(', ')}}`);
  }
  const way = await openWay(flow, context);
  if ('refused' in way) return way.refused;
  try {
    const began = context.ports.clock.monotonic();
    const rows = await walkFlow({ flow, way, secret: secrets.fill, context });
    return result(flow, way, rows, Number((context.ports.clock.monotonic() - began) / 1_000_000n));
  } finally {
    await way.close();
  }
}

function result(flow: Flow, way: Way, rows: readonly Evidence[], milliseconds: number): CheckResult {
  const bad = rows.find((row) => row.result !== 'pass');
  const [first, ...rest] = rows;
  if (first === undefined) return missing(name, 'requests', 'none');
  const measured = { label: 'flow in', unit: 'ms', value: milliseconds };
  if (bad === undefined) {
    const ids = flow.requests.map(({ id }) => id).join(' → ');
    const summary = `${ids} at ${way.label}: as expected, in ${String(milliseconds)} ms`;
    return { verdict: 'pass', summary, evidence: [first, ...rest], measured };
  }
  const summary = `${bad.what} at ${way.label}: expected ${bad.expected}, observed ${bad.observed}`;
  return {
    verdict: worstOf(rows),
    summary,
    evidence: [first, ...rest],
    ...(worstOf(rows) === 'fail' && flow.service !== undefined ? { failing: [way.label] } : {}),
  };
}
