import { type Diagnostic, errorAt, inFileOrder } from '../../runbook/diagnostic.ts';
import type { Inventory } from '../../runbook/inventory.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { parseParameterValue } from '../../runbook/values/parse-value.ts';
import type { YamlMapping, YamlPath } from '../../runbook/yaml/read-mapping.ts';
import { allSteps, type Plan } from '../../session/plan.ts';
import type { RunbookTests, TestCase } from './model.ts';

/** What tests are judged by. What is not given is not judged. */
export interface TestsContext {
  /** The plan of the runbook that they are beside. */
  readonly plan: Plan | undefined;
  readonly inventory: Inventory | undefined;
  /** Whether a scenario of this name can be rehearsed; the nearest ones that can. */
  readonly scenarios: readonly string[];
}

interface Subject {
  readonly tests: RunbookTests;
  readonly mapping: YamlMapping;
  readonly context: TestsContext;
}

/** What a valid file of tests would still do wrong with its runbook and inventory, in the order of the file. */
export function lintTests(
  tests: RunbookTests,
  mapping: YamlMapping,
  context: TestsContext,
): readonly Diagnostic[] {
  const subject = { tests, mapping, context };
  return inFileOrder([
    ...sameNames(subject),
    ...unknownSteps(subject, ['operator'], tests.shared),
    ...tests.cases.flatMap((one, index) => [
      ...unknownScenario(subject, one, index),
      ...unknownEnvironment(subject, one, index),
      ...unfitParameters(subject, one, index),
      ...unknownSteps(subject, ['cases', index, 'operator'], one.own),
      ...unknownSteps(subject, ['cases', index, 'steps'], Object.keys(one.steps)),
      ...unknownSteps(subject, ['cases', index, 'shows'], Object.keys(one.shows)),
    ]),
  ]);
}

function sameNames({ tests, mapping }: Subject): readonly Diagnostic[] {
  const names = tests.cases.map(({ name }) => name);
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    const message = `Two cases are called “${name}”.`;
    const span = mapping.valueSpan(['cases', index, 'name']);
    return [errorAt(span, 'lint/same-case', message, 'Give each a name of its own')];
  });
}

function unknownScenario({ mapping, context }: Subject, one: TestCase, index: number): readonly Diagnostic[] {
  const { scenario } = one;
  if (/\.ya?ml$/.test(scenario) || context.scenarios.includes(scenario)) return [];
  const span = mapping.valueSpan(['cases', index, 'scenario']);
  const message = `There is no scenario \`${scenario}\`.`;
  return [errorAt(span, 'lint/unknown-scenario', message, suggestion(scenario, context.scenarios))];
}

function unknownEnvironment(
  { mapping, context }: Subject,
  { environment }: TestCase,
  index: number,
): readonly Diagnostic[] {
  if (environment === undefined || context.inventory === undefined) return [];
  const known = Object.keys(context.inventory.environments);
  if (known.includes(environment)) return [];
  const span = mapping.valueSpan(['cases', index, 'environment']);
  const message = `The inventory has no environment \`${environment}\`.`;
  return [errorAt(span, 'lint/unknown-environment', message, suggestion(environment, known))];
}

function unfitParameters({ mapping, context }: Subject, one: TestCase, index: number): readonly Diagnostic[] {
  const { plan, inventory } = context;
  if (plan === undefined) return [];
  const services = inventory?.services.map(({ name }) => name) ?? [];
  const names = plan.parameters.map(({ name }) => name);
  return Object.entries(one.parameters).flatMap(([name, text]) => {
    const path = ['cases', index, 'parameters', name];
    const parameter = plan.parameters.find((each) => each.name === name);
    if (parameter === undefined) {
      const message = `The runbook ${plan.runbook.id} has no parameter \`${name}\`.`;
      return [errorAt(mapping.keySpan(path), 'lint/unknown-parameter', message, suggestion(name, names))];
    }
    const value = parseParameterValue(parameter, text, { services });
    if (value.ok) return [];
    const span = mapping.valueSpan(path);
    return value.problems.map(({ message, hint }) => errorAt(span, 'value/invalid', message, hint));
  });
}

/** Steps of the runbook itself, and of those that its failures lead to. */
function unknownSteps(
  { mapping, context: { plan } }: Subject,
  at: YamlPath,
  ids: readonly string[],
): readonly Diagnostic[] {
  if (plan === undefined) return [];
  const known = allSteps(plan).map(({ id }) => id);
  return ids
    .filter((id) => !known.includes(id))
    .map((id) => {
      const message = `The runbook ${plan.runbook.id} has no step \`${id}\`.`;
      return errorAt(mapping.keySpan([...at, id]), 'lint/unknown-step', message, suggestion(id, known));
    });
}
