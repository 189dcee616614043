import { formatDuration } from '../../../runbook/values/duration.ts';
import type { RunContext } from '../../context.ts';
import type { Evidence } from '../../outcome.ts';
import type { HttpAnswer } from '../../ports/http.ts';
import { assertText, worstOf } from '../assertions.ts';
import { type Answer, type Asked, latencyRow, statusRow } from '../http/expect-answer.ts';
import { fillRequest } from './fill-request.ts';
import type { Flow, FlowRequest } from './schema.ts';
import { takeCaptures } from './take-captures.ts';
import type { Way } from './way.ts';

/** Bytes of a body that are looked at. */
const limit = 1024 * 1024;

/** Characters of an answer that was not expected which are shown. */
const shownText = 300;

const check = 'http.flow';

export interface Walk {
  readonly flow: Flow;
  readonly way: Way;
  /** Fills a `${name}` that is left with a secret. */
  readonly secret: (written: string) => string;
  readonly context: RunContext;
}

/** What each request came to, in their order; after one that did not pass, the others are not sent. */
export async function walkFlow(walk: Walk): Promise<readonly Evidence[]> {
  const { flow, context } = walk;
  const { clock } = context.ports;
  const end = clock.monotonic() + BigInt(flow.timeout) * 1_000_000n;
  const values = new Map<string, string>();
  const rows: Evidence[] = [];
  for (const [index, request] of flow.requests.entries()) {
    const left = Number((end - clock.monotonic()) / 1_000_000n);
    const asked = placeOf(walk.way, request);
    const why = context.signal.aborted
      ? 'it was stopped before'
      : `the flow took ${formatDuration(flow.timeout)}`;
    if (left <= 0 || context.signal.aborted) return [...rows, notSent(asked, request, why, 'error')];
    const step = `${request.id} (${String(index + 1)} of ${String(flow.requests.length)})`;
    context.progress({ summary: step });
    const came = await send(walk, request, values, Math.min(left, request.timeout));
    rows.push(...came.rows);
    if (worstOf(came.rows) !== 'pass') {
      const others = flow.requests.slice(index + 1);
      const after = `${request.id} did not pass`;
      return [
        ...rows,
        ...others.map((other) => notSent(placeOf(walk.way, other), other, after, 'inconclusive')),
      ];
    }
    for (const [name, value] of came.values) values.set(name, value);
  }
  return rows;
}

interface Came {
  readonly rows: readonly Evidence[];
  readonly values: ReadonlyMap<string, string>;
}

/** The path stays as it was written: what was put into it may be secret. */
function placeOf(way: Way, { method, path }: FlowRequest): Asked {
  return { check, where: `${method} ${way.label}${path}` };
}

async function send(
  { way, secret, context }: Walk,
  request: FlowRequest,
  captures: ReadonlyMap<string, string>,
  timeout: number,
): Promise<Came> {
  const { path, headers, json } = fillRequest(request, { captures, secret });
  const answer = await context.ports.http.request({
    ...(json === undefined
      ? { headers }
      : { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) }),
    url: `${way.url}${path}`,
    method: request.method,
    timeout,
    limit,
    signal: context.signal,
  });
  const asked = placeOf(way, request);
  const none = new Map<string, string>();
  if (answer.kind === 'unreachable') {
    return { rows: [unreachable(asked, request, answer, way)], values: none };
  }
  const taken = takeCaptures(asked, request, answer, context);
  // What of the answer can't be masked may not be told at all.
  if (taken.kind === 'not-taken' && taken.secret) return { rows: taken.rows, values: none };
  const status = judgedStatus(asked, request, answer);
  if (status.result !== 'pass') return { rows: [status], values: none };
  const rows = [status, ...judgedContent(asked, request, answer)];
  if (taken.kind === 'taken') return { rows, values: taken.values };
  return { rows: [...rows, ...taken.rows], values: none };
}

/** Of an answer that is refused by its status, the beginning of its text says why. */
function judgedStatus(asked: Asked, { id, expect }: FlowRequest, answer: Answer): Evidence {
  const status = statusRow(asked, answer, expect.status);
  const observed = `${status.observed} in ${String(Math.round(answer.milliseconds))} ms`;
  const text = answer.body.trim().slice(0, shownText);
  const why = status.result === 'pass' || text === '' ? {} : { details: [text] };
  return { ...status, what: id, observed, ...advice(status), ...why };
}

function judgedContent(asked: Asked, { id, expect }: FlowRequest, answer: Answer): readonly Evidence[] {
  const { body: text, truncated } = answer;
  return [
    ...assertText({ ...asked, what: 'body', text, truncated }, expect),
    ...latencyRow(asked, answer, expect['latency-below']),
  ].map((row) => ({ ...row, what: `${id}: ${row.what}` }));
}

function advice({ result, observed }: Evidence): { readonly next?: string } {
  if (result === 'pass') return {};
  if (/^40[13]/.test(observed))
    return { next: 'Check the credentials of the flow, and that its account is there' };
  return { next: 'Look at the log of the service that answered' };
}

function unreachable(
  asked: Asked,
  { id }: FlowRequest,
  { reason }: Extract<HttpAnswer, { kind: 'unreachable' }>,
  way: Way,
): Evidence {
  const observed = way.trouble() ?? reason;
  const next = 'Check that the service runs, and the way to it, then run the step again';
  return { ...asked, result: 'error', what: id, expected: 'an answer', observed: `none: ${observed}`, next };
}

function notSent(asked: Asked, { id }: FlowRequest, why: string, result: 'error' | 'inconclusive'): Evidence {
  return { ...asked, result, what: id, expected: 'an answer', observed: `not asked: ${why}` };
}
