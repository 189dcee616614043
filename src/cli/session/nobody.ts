import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { Parameter } from '../../runbook/parameter.ts';
import type { Questions } from './questions.ts';

/** Unattended there is nobody to ask: every question is then a problem. */
export const nobody: Questions = {
  // Whoever reads the log finds the scenario there.
  briefing({ shown }) {
    shown();
    return Promise.resolve(ok(undefined));
  },
  environment: (names) =>
    missing(`Name the environment: --environment ${names.join(' | ')}.`, 'run/environment'),
  parameters: async (parameters) => err(...parameters.map(missingParameter)),
  cluster: (identity, environment) =>
    missing(
      `platform.yaml does not say which cluster ${environment.name} is, so a person has to confirm ${identity.context}.`,
      'run/not-confirmed',
    ),
  operator: ({ to }) =>
    missing(`The session was handed over to ${to}, who has to resume it.`, 'run/input-ended'),
  yesNo: (question) => missing(`Nobody can answer: ${question}`, 'run/input-ended'),
};

function missingParameter({ name, type }: Parameter): Problem {
  return type === 'secret'
    ? problem('run/input-ended', `The secret ${name} is missing: an unattended session can't ask for it.`)
    : problem('run/parameter', `The parameter ${name} is missing: give -p ${name}=….`);
}

function missing(
  message: string,
  code: 'run/environment' | 'run/parameter' | 'run/input-ended' | 'run/not-confirmed',
): Promise<Result<never>> {
  return Promise.resolve(err(problem(code, message)));
}
