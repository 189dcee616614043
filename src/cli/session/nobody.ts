import { err, problem, type Result } from '../../problem/problem.ts';
import type { Questions } from './questions.ts';

/** Unattended there is nobody to ask: every question is then a problem. */
export const nobody: Questions = {
  environment: (names) =>
    missing(`Name the environment: --environment ${names.join(' | ')}.`, 'run/environment'),
  parameter: ({ name, type }) =>
    type === 'secret'
      ? missing(`The secret ${name} is missing: an unattended session can't ask for it.`, 'run/input-ended')
      : missing(`The parameter ${name} is missing: give -p ${name}=….`, 'run/parameter'),
  cluster: (identity, environment) =>
    missing(
      `platform.yaml does not say which cluster ${environment.name} is, so a person has to confirm ${identity.context}.`,
      'run/not-confirmed',
    ),
  operator: (handedTo) =>
    missing(`The session was handed over to ${handedTo}, who has to resume it.`, 'run/input-ended'),
  yesNo: (question) => missing(`Nobody can answer: ${question}`, 'run/input-ended'),
};

function missing(
  message: string,
  code: 'run/environment' | 'run/parameter' | 'run/input-ended' | 'run/not-confirmed',
): Promise<Result<never>> {
  return Promise.resolve(err(problem(code, message)));
}
