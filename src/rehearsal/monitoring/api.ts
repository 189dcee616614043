import { type HttpReply, jsonReply, textReply } from '../services/http.ts';
import type { Json } from '../kubernetes/objects/json.ts';
import type { Prometheus } from './prometheus.ts';
import { evaluate, type QueryValue } from './promql/evaluate.ts';
import { type Expression, parseQuery } from './promql/parse.ts';
import { QueryFault } from './promql/tokens.ts';
import { type Alert, rules } from './rules.ts';
import { labelKey, type Labels } from './series.ts';
import type { Target } from './targets.ts';

/** Points that a range may have at most, as in Prometheus. */
const mostPoints = 11_000;

/** Answers a request to the HTTP API of Prometheus, as far as a rehearsal has it. `path` begins with a slash. */
export function prometheusReply(
  prometheus: Prometheus,
  path: string,
  parameters: URLSearchParams,
): HttpReply {
  switch (path) {
    case '/-/healthy':
      return textReply(200, 'text/plain; charset=utf-8', 'Prometheus Server is Healthy.\n');
    case '/-/ready':
      return textReply(200, 'text/plain; charset=utf-8', 'Prometheus Server is Ready.\n');
    case '/api/v1/query':
      return queried(parameters, (expression) => instant(prometheus, expression, parameters));
    case '/api/v1/query_range':
      return queried(parameters, (expression) => range(prometheus, expression, parameters));
    case '/api/v1/targets':
      return success({ activeTargets: prometheus.targets().map(targetJson), droppedTargets: [] });
    case '/api/v1/alerts':
      return success({ alerts: prometheus.alerts().map(alertJson) });
    case '/api/v1/rules':
      return success({
        groups: [{ name: 'rehearsal', file: 'rules.yaml', interval: 15, rules: rulesJson(prometheus) }],
      });
    default:
      return textReply(404, 'text/plain; charset=utf-8', '404 page not found\n');
  }
}

function queried(parameters: URLSearchParams, answer: (expression: Expression) => HttpReply): HttpReply {
  try {
    return answer(parseQuery(parameters.get('query') ?? ''));
  } catch (thrown) {
    if (!(thrown instanceof QueryFault)) throw thrown;
    return refused(`invalid parameter "query": 1:${String(thrown.at + 1)}: parse error: ${thrown.message}`);
  }
}

/** A moment of the past is as far back in simulated time as it says. */
function instant(prometheus: Prometheus, expression: Expression, parameters: URLSearchParams): HttpReply {
  const now = prometheus.now();
  const asked = parameters.get('time');
  const time = asked === null ? now : millisecondsOf(asked);
  if (time === undefined)
    return refused(`invalid parameter "time": cannot parse ${JSON.stringify(asked)} to a valid timestamp`);
  const at = now - (now - time) / prometheus.pace;
  return success(instantJson(evaluate(expression, { ...prometheus, at }), time));
}

function range(prometheus: Prometheus, expression: Expression, parameters: URLSearchParams): HttpReply {
  const [start, end] = ['start', 'end'].map((name) => millisecondsOf(parameters.get(name) ?? ''));
  const step = Number(/^(\d+(?:\.\d+)?)s?$/.exec(parameters.get('step') ?? '')?.[1] ?? Number.NaN) * 1000;
  if (start === undefined || end === undefined || end < start)
    return refused('invalid parameter "start" or "end"');
  if (!(step > 0)) return refused('invalid parameter "step": a number of seconds is expected');
  if ((end - start) / step > mostPoints) {
    return refused('exceeded maximum resolution of 11,000 points per timeseries');
  }
  const series = new Map<string, { readonly labels: Labels; readonly values: [number, string][] }>();
  for (let at = start; at <= end; at += step) {
    const value = evaluate(expression, { ...prometheus, at });
    const samples = value.kind === 'vector' ? value.samples : [{ labels: {}, value: value.value }];
    for (const sample of samples) {
      const key = labelKey(sample.labels);
      const one = series.get(key) ?? { labels: sample.labels, values: [] };
      one.values.push([at / 1000, written(sample.value)]);
      series.set(key, one);
    }
  }
  return success({
    resultType: 'matrix',
    result: [...series.values()].map(({ labels, values }) => ({ metric: labels, values })),
  });
}

/** Seconds since 1970, or a time by RFC 3339. */
function millisecondsOf(text: string): number | undefined {
  const at = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function instantJson(value: QueryValue, time: number): Json {
  if (value.kind === 'scalar') return { resultType: 'scalar', result: [time / 1000, written(value.value)] };
  const result = value.samples.map((sample) => ({
    metric: sample.labels,
    value: [time / 1000, written(sample.value)],
  }));
  return { resultType: 'vector', result };
}

function written(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}

function targetJson({ labels, url, askedAt, error }: Target): Json {
  return {
    labels,
    scrapePool: labels['job'] ?? '',
    scrapeUrl: url,
    lastError: error ?? '',
    lastScrape: new Date(askedAt).toISOString(),
    health: error === undefined ? 'up' : 'down',
  };
}

function alertJson({ rule, labels, value, state, since }: Alert): Json {
  const activeAt = new Date(since).toISOString();
  return { labels, annotations: { summary: rule.summary }, state, activeAt, value: value.toExponential() };
}

function rulesJson(prometheus: Prometheus): readonly Json[] {
  return rules.map((rule) => ({
    type: 'alerting',
    name: rule.name,
    query: rule.query,
    duration: rule.lasts / 1000,
    labels: { severity: rule.severity },
    annotations: { summary: rule.summary },
    health: 'ok',
    lastEvaluation: new Date(prometheus.now()).toISOString(),
    evaluationTime: 0.001,
    alerts: prometheus
      .alerts()
      .filter((alert) => alert.rule === rule)
      .map(alertJson),
  }));
}

function success(data: Json): HttpReply {
  return jsonReply(200, { status: 'success', data });
}

function refused(error: string): HttpReply {
  return jsonReply(400, { status: 'error', errorType: 'bad_data', error });
}
