import { parameterAsJson } from '../runbook/describe-parameter.ts';
import type { DescribedPlan } from './describe-plan.ts';

/** A plan as one JSON object. A secret has no value in it. */
export function planAsJson(plan: DescribedPlan): string {
  const { plan: compiled, environment, environmentChosen, values } = plan.input;
  const { id, title, path, sha256 } = compiled.runbook;
  const json = {
    runbook: { id, title, path, sha256 },
    files: compiled.files.map((file) => ({ id: file.id, path: file.path, sha256: file.sha256 })),
    environment: environmentChosen
      ? { name: environment.name, production: environment.production, namespace: environment.namespace }
      : undefined,
    parameters: compiled.parameters.map((parameter) => ({
      ...parameterAsJson(parameter),
      value: parameter.type === 'secret' ? undefined : values[parameter.name],
    })),
    steps: plan.steps,
    branches: plan.branches,
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
