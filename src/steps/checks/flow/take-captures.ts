import { readJsonPath } from '../../../runbook/json-path.ts';
import type { RunContext } from '../../context.ts';
import type { Evidence } from '../../outcome.ts';
import type { Answer, Asked } from '../http/expect-answer.ts';
import type { FlowRequest } from './schema.ts';

export type Taken =
  | { readonly kind: 'taken'; readonly values: ReadonlyMap<string, string> }
  /** What of it can't be told, or was not there. */
  | {
      readonly kind: 'not-taken';
      readonly rows: readonly [Evidence, ...Evidence[]];
      readonly secret: boolean;
    };

/**
 * Takes what a request captures out of its answer, and masks what is secret before anything of the answer is told. One
 * that is not there, or is no text, number or yes or no, fails.
 */
export function takeCaptures(asked: Asked, request: FlowRequest, answer: Answer, context: RunContext): Taken {
  const wanted = Object.entries(request.capture);
  const values = new Map<string, string>();
  const rows: Evidence[] = [];
  let untellable = false;
  const body = wanted.length === 0 ? undefined : parsed(answer);
  for (const [name, { json, secret }] of wanted) {
    const found = body === undefined ? undefined : textOf(readJsonPath(body.value, json));
    if (found === undefined) {
      rows.push(absent(asked, `${request.id}: ${name}`, json, body === undefined));
    } else if (secret && context.mask(name, found) === 'too-short') {
      untellable = true;
      rows.push(tooShort(asked, `${request.id}: ${name}`));
    } else {
      values.set(name, found);
    }
  }
  const [first, ...rest] = rows;
  return first === undefined
    ? { kind: 'taken', values }
    : { kind: 'not-taken', rows: [first, ...rest], secret: untellable };
}

function parsed({ body, truncated }: Answer): { readonly value: unknown } | undefined {
  try {
    return truncated ? undefined : { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

/** A value as it can be sent again; undefined for one that can't, such as one with a line end in it. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string' || value === '') return undefined;
  return /\p{Cc}/u.test(value) ? undefined : value;
}

function absent(asked: Asked, what: string, path: string, noJson: boolean): Evidence {
  return {
    ...asked,
    result: 'fail',
    what,
    expected: `a value at ${path}`,
    observed: noJson ? 'the answer is no JSON' : 'none is there',
    next: 'Look at what the service answers, and at its log',
  };
}

function tooShort(asked: Asked, what: string): Evidence {
  return {
    ...asked,
    result: 'error',
    what,
    expected: 'a secret that is long enough to be masked',
    observed: 'one of less than 4 bytes',
    next: 'Capture a longer one, or take secret: true away',
  };
}
