import * as z from 'zod';
import { durationSchema } from '../../../runbook/values/duration.ts';
import { valueNameSchema } from '../../../runbook/values/names.ts';
import type { RunContext } from '../../context.ts';
import { missing } from '../answers.ts';
import type { CheckResult } from '../define-check.ts';
import { namedEndpoint } from '../named-endpoint.ts';
import { readAnswer } from './answer.ts';

/** Bytes of an answer that are read. */
const limit = 8 * 1024 * 1024;

/** The keys that say which Prometheus is asked, and how. */
export const sourceKeys = {
  /** Name of the endpoint in platform.yaml. */
  endpoint: z.string().min(1).default('prometheus'),
  /** Name of the secret parameter that is sent as a bearer token. */
  token: valueNameSchema.optional(),
  timeout: durationSchema.default(10_000),
} as const;

export interface Source {
  readonly endpoint: string;
  readonly token?: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
}

export type Asked =
  | {
      readonly kind: 'data';
      readonly data: unknown;
      readonly warnings: readonly string[];
      /** The address that was asked. */
      readonly where: string;
    }
  | { readonly kind: 'unanswered'; readonly result: CheckResult };

/** Asks a path of the API, such as `/api/v1/query`. Whatever is no answer of the API is an error, never a pass. */
export async function askPrometheus(
  check: string,
  source: Source,
  path: string,
  parameters: Readonly<Record<string, string>>,
  context: RunContext,
): Promise<Asked> {
  const endpoint = namedEndpoint(check, source.endpoint, context);
  if (endpoint.kind === 'unknown') return { kind: 'unanswered', result: endpoint.result };
  const { url: where } = endpoint;
  const token = source.token === undefined ? undefined : context.secret(source.token);
  if (source.token !== undefined && token === undefined) {
    const result = missing(check, `a value for ${source.token}`, 'none was given in this process');
    return { kind: 'unanswered', result };
  }
  const query = new URLSearchParams(parameters).toString();
  const answer = await context.ports.http.request({
    method: 'GET',
    url: `${where}${path}${query === '' ? '' : `?${query}`}`,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    timeout: source.timeout,
    limit,
    signal: context.signal,
  });
  const read = readAnswer(answer);
  if (read.kind === 'data') return { ...read, where };
  const { observed, next } = read;
  return {
    kind: 'unanswered',
    result: {
      verdict: 'error',
      summary: `Prometheus: ${observed}`,
      evidence: [
        {
          check,
          result: 'error',
          what: 'the answer of Prometheus',
          where,
          expected: 'its data',
          observed,
          next,
        },
      ],
    },
  };
}
