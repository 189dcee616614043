import { field, items, parsedJson, text } from '../../manifest/json.ts';
import type { HttpAnswer } from '../../ports/http.ts';

/** What Prometheus answered: its data, with what it warns of; or why that is no answer. */
export type PromAnswer =
  | { readonly kind: 'data'; readonly data: unknown; readonly warnings: readonly string[] }
  | { readonly kind: 'fault'; readonly observed: string; readonly next: string };

const otherAddress =
  'Check that the endpoint in platform.yaml is Prometheus itself, and no login page before it';

/**
 * Reads an answer of the HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/, "Format overview").
 * `infos` are left out: they name possible faults of a query, which concern its author.
 */
export function readAnswer(answer: HttpAnswer): PromAnswer {
  if (answer.kind === 'unreachable') {
    const next = 'Check the address, the network and the VPN, then run the step again';
    return { kind: 'fault', observed: `no answer: ${answer.reason}`, next };
  }
  const { status } = answer;
  if (status === 401 || status === 403) {
    const next = 'Name the secret parameter that holds a valid token as `token`';
    return { kind: 'fault', observed: `HTTP ${status}`, next };
  }
  if (answer.truncated) {
    return { kind: 'fault', observed: 'an answer too long to be read', next: 'Narrow the query down' };
  }
  const body = parsedJson(answer.body);
  const said = field(body, 'status');
  if (said === 'error') return refused(body, status);
  if (said !== 'success' || status < 200 || status > 299) {
    return { kind: 'fault', observed: `HTTP ${status}, and no answer of its API`, next: otherAddress };
  }
  const warnings = items(field(body, 'warnings')).flatMap((each) => text(each) ?? []);
  return { kind: 'data', data: field(body, 'data'), warnings };
}

function refused(body: unknown, status: number): PromAnswer {
  const type = text(field(body, 'errorType')) ?? `HTTP ${status}`;
  const observed = `${type}: ${text(field(body, 'error')) ?? 'it does not say why'}`;
  switch (type) {
    case 'bad_data':
    case 'execution':
      return { kind: 'fault', observed, next: 'Correct the query in the runbook' };
    default:
      return { kind: 'fault', observed, next: 'Look at Prometheus itself, then run the step again' };
  }
}
