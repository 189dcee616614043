import type { Evidence, Verdict } from '../../outcome.ts';
import type { Found } from './look-up.ts';

/** What a variable is to be. */
export type Wanted =
  | { readonly name: string; readonly kind: 'plain'; readonly values: readonly string[] }
  | { readonly name: string; readonly kind: 'secret'; readonly optional: boolean };

interface Looked {
  readonly check: string;
  readonly where: string;
  readonly wanted: Wanted;
  readonly found: Found;
}

/** Holds a variable against what it is to be. What may be a secret is never told, a plain value is. */
export function judgeVariable(looked: Looked): Evidence {
  return looked.wanted.kind === 'plain'
    ? judgePlain(looked, looked.wanted.values)
    : judgeSecret(looked, looked.wanted.optional);
}

function judgePlain(looked: Looked, values: readonly string[]): Evidence {
  const { found } = looked;
  const expected = values.join(' or ');
  switch (found.kind) {
    case 'plain': {
      const observed = `${found.value === '' ? 'empty' : found.value} (${found.where})`;
      if (values.includes(found.value)) return row(looked, 'pass', expected, observed);
      return row(looked, 'fail', expected, observed, 'Correct it in the overlay, and deploy that');
    }
    case 'secret':
      return row(looked, 'inconclusive', expected, `it comes from ${found.where}, which is not read out`);
    case 'pod':
      return row(looked, 'inconclusive', expected, 'it is known only inside of the pod');
    case 'unseen':
      return row(looked, 'inconclusive', expected, found.observed, 'Ask somebody who can see it');
    case 'absent':
      return row(looked, 'fail', expected, found.observed, 'Set it in the overlay, and deploy that');
  }
}

function judgeSecret(looked: Looked, optional: boolean): Evidence {
  const { found, wanted } = looked;
  const expected = optional ? 'from a Secret, or not set' : 'from a Secret';
  switch (found.kind) {
    case 'secret':
      return row(looked, 'pass', expected, `${found.where} has it`);
    case 'plain': {
      const next = `Take ${wanted.name} from a Secret, and rotate it (runbook secrets): who may read Deployments has read it`;
      return row(looked, 'fail', expected, `it stands readable in ${found.where}`, next);
    }
    case 'pod':
      return row(looked, 'fail', expected, 'it is a field of the pod', 'Take it from a Secret');
    case 'unseen':
      return row(
        looked,
        'inconclusive',
        expected,
        found.observed,
        'Look whether the pods start and are healthy',
      );
    case 'absent':
      if (optional) return row(looked, 'pass', expected, found.observed);
      return row(
        looked,
        'fail',
        expected,
        found.observed,
        'See that Vault has it, and that the Secret is written from there',
      );
  }
}

function row(
  { check, where, wanted }: Looked,
  result: Verdict,
  expected: string,
  observed: string,
  next?: string,
): Evidence {
  return {
    check,
    result,
    what: wanted.name,
    where,
    expected,
    observed,
    ...(next === undefined ? {} : { next }),
  };
}
