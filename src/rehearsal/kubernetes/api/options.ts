import { type ApiFailure, refused } from '../objects/failure.ts';
import type { Verb } from '../resources/resource-type.ts';
import type { ApiRequest } from './exchange.ts';

const optionKinds: Readonly<Partial<Record<Verb, string>>> = {
  create: 'CreateOptions',
  update: 'UpdateOptions',
  patch: 'PatchOptions',
};

/** What is wrong with the options of a write, which are in its query (apimachinery's metav1 validation). */
export function optionsProblem(
  verb: Verb,
  { query, contentType }: Pick<ApiRequest, 'query' | 'contentType'>,
): ApiFailure | undefined {
  const kind = optionKinds[verb];
  if (kind === undefined) return undefined;
  const [field, reason, message] =
    dryRunProblem(query.getAll('dryRun')) ??
    managerProblem(contentType, query.get('fieldManager')) ??
    forceProblem(verb, contentType, query.get('force')) ??
    [];
  if (field === undefined) return undefined;
  return refused('Invalid', `${kind}.meta.k8s.io "" is invalid: ${field}: ${message ?? ''}`, {
    group: 'meta.k8s.io',
    kind,
    causes: [{ reason: reason ?? '', message: message ?? '', field }],
  }).failure;
}

type Problem = readonly [field: string, reason: string, message: string] | undefined;

function dryRunProblem(values: readonly string[]): Problem {
  if (values.every((value) => value === 'All' || value === '')) return undefined;
  const list = values.map((value) => JSON.stringify(value)).join(', ');
  return [
    'dryRun',
    'FieldValueNotSupported',
    `Unsupported value: []string{${list}}: supported values: "All"`,
  ];
}

function managerProblem(contentType: string, manager: string | null): Problem {
  if (!contentType.startsWith('application/apply-patch') || (manager ?? '') !== '') return undefined;
  return ['fieldManager', 'FieldValueRequired', 'Required value: is required for apply patch'];
}

function forceProblem(verb: Verb, contentType: string, force: string | null): Problem {
  if (verb !== 'patch' || force === null || contentType.startsWith('application/apply-patch'))
    return undefined;
  return ['force', 'FieldValueForbidden', 'Forbidden: may not be specified for non-apply patch'];
}
