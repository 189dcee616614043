import { problem, type Problem } from '../../problem/problem.ts';
import { variableName } from '../../runbook/values/names.ts';
import type { PlannedStep } from '../plan.ts';
import type { SessionState } from '../state.ts';

/**
 * A secret that the step uses and this process does not have: secrets are never stored, so a resumed
 * session asks for its parameters again, and a captured one is lost until its step runs again.
 */
export function missingSecret(
  planned: PlannedStep,
  state: SessionState,
  known: ReadonlyMap<string, string>,
): Problem | undefined {
  for (const [name, { step }] of state.secrets) {
    if (known.has(name) || !uses(planned, name)) continue;
    const hint =
      step === undefined
        ? 'leave, and resume the session: it asks for it again'
        : `go back to ${step}, which takes it again: back ${step}`;
    return problem(
      'session/secret-missing',
      `${planned.id} uses the secret ${name}, which is never stored.`,
      {
        hint,
      },
    );
  }
  return undefined;
}

function uses(planned: PlannedStep, name: string): boolean {
  const variable = variableName(name);
  const inShell = new RegExp(`\\$\\{?${variable}\\b`).test(planned.step.body);
  return inShell || JSON.stringify(planned.step.config).includes(`\${${name}}`);
}
