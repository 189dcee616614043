import { type Diagnostic, errorAt, inFileOrder, warningAt } from '../../runbook/diagnostic.ts';
import type { Inventory } from '../../runbook/inventory.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { parseParameterValue } from '../../runbook/values/parse-value.ts';
import type { YamlMapping, YamlPath } from '../../runbook/yaml/read-mapping.ts';
import { allSteps, type Plan } from '../../session/plan.ts';
import type { Happening, Releases, Scenario } from './model.ts';

/** What a scenario is judged by. What is not given is not judged. */
export interface ScenarioContext {
  /** Ids of every runbook of the library. */
  readonly runbookIds: readonly string[];
  /** The plan of its runbook. */
  readonly plan: Plan | undefined;
  readonly inventory: Inventory | undefined;
}

interface Subject {
  readonly scenario: Scenario;
  readonly mapping: YamlMapping;
  readonly context: ScenarioContext;
}

type Rule = (subject: Subject) => readonly Diagnostic[];

const rules: readonly Rule[] = [
  unknownRunbook,
  unknownEnvironment,
  unfitParameters,
  unknownServices,
  unknownNodes,
  unknownSteps,
  unreachableMoments,
];

/** What a valid scenario would still do wrong with its runbook and inventory, in the order of the file. */
export function lintScenario(
  scenario: Scenario,
  mapping: YamlMapping,
  context: ScenarioContext,
): readonly Diagnostic[] {
  return inFileOrder(rules.flatMap((rule) => rule({ scenario, mapping, context })));
}

function unknownRunbook({ scenario, mapping, context }: Subject): readonly Diagnostic[] {
  const { runbook } = scenario;
  if (context.runbookIds.includes(runbook)) return [];
  const message = `There is no runbook \`${runbook}\` in the library.`;
  const hint = suggestion(runbook, context.runbookIds);
  return [errorAt(mapping.valueSpan(['runbook']), 'lint/unknown-runbook', message, hint)];
}

function unknownEnvironment({ scenario, mapping, context }: Subject): readonly Diagnostic[] {
  const { environment } = scenario;
  // The usual one need not be there: the operator is asked then, as for any runbook.
  if (context.inventory === undefined || mapping.value['environment'] === undefined) return [];
  const known = Object.keys(context.inventory.environments);
  if (known.includes(environment)) return [];
  const span = mapping.valueSpan(['environment']);
  const message = `The inventory has no environment \`${environment}\`.`;
  return [errorAt(span, 'lint/unknown-environment', message, suggestion(environment, known))];
}

function unfitParameters({ scenario, mapping, context }: Subject): readonly Diagnostic[] {
  const { plan, inventory } = context;
  if (plan === undefined) return [];
  const services = inventory?.services.map(({ name }) => name) ?? [];
  const names = plan.parameters.map(({ name }) => name);
  return Object.entries(scenario.parameters).flatMap(([name, text]) => {
    const parameter = plan.parameters.find((one) => one.name === name);
    if (parameter === undefined) {
      const message = `The runbook ${scenario.runbook} has no parameter \`${name}\`.`;
      const span = mapping.keySpan(['parameters', name]);
      return [errorAt(span, 'lint/unknown-parameter', message, suggestion(name, names))];
    }
    const value = parseParameterValue(parameter, text, { services });
    if (value.ok) return [];
    const span = mapping.valueSpan(['parameters', name]);
    return value.problems.map(({ message, hint }) => errorAt(span, 'value/invalid', message, hint));
  });
}

function unknownServices({ scenario, mapping, context }: Subject): readonly Diagnostic[] {
  const known = context.inventory?.services.map(({ name }) => name);
  if (known === undefined) return [];
  const named: readonly (readonly [name: string, path: YamlPath])[] = [
    ...servicesIn(scenario.releases, ['releases']),
    ...scenario.happens.flatMap((happening, index) => [
      ...servicesIn(happening.releases ?? {}, ['happens', index, 'releases']),
      ...serviceOf(happening).map((name) => [name, ['happens', index, 'of', 'service']] as const),
    ]),
  ];
  return named
    .filter(([name]) => !known.includes(name))
    .map(([name, path]) => {
      const span = path.at(-1) === name ? mapping.keySpan(path) : mapping.valueSpan(path);
      const message = `The inventory has no service \`${name}\`.`;
      return errorAt(span, 'lint/unknown-service', message, suggestion(name, known));
    });
}

function servicesIn(releases: Releases, at: YamlPath): readonly (readonly [name: string, path: YamlPath])[] {
  return Object.entries(releases).flatMap(([tag, { services }]) =>
    Object.keys(services).map((name) => [name, [...at, tag, 'services', name]] as const),
  );
}

function serviceOf({ of }: Happening): readonly string[] {
  return of.at === 'beginning' || of.service === undefined ? [] : [of.service];
}

function unknownNodes({ scenario, mapping }: Subject): readonly Diagnostic[] {
  const { nodes, happens } = scenario;
  return happens.flatMap(({ loses, recovers }, index) =>
    [['loses-node', loses] as const, ['recovers-node', recovers] as const].flatMap(([key, node]) => {
      if (node === undefined || nodes.includes(node)) return [];
      const message = `The scenario has no node \`${node}\`.`;
      const span = mapping.valueSpan(['happens', index, key]);
      return [errorAt(span, 'lint/unknown-node', message, suggestion(node, nodes))];
    }),
  );
}

/** Steps of the runbook itself, and of those that its failures lead to. */
function unknownSteps({ scenario, mapping, context }: Subject): readonly Diagnostic[] {
  if (context.plan === undefined) return [];
  const known = allSteps(context.plan).map(({ id }) => id);
  const { at, since, noticedBy, wellAgainBy, neverSkip } = scenario.good;
  const named: readonly (readonly [key: string, ids: readonly (string | undefined)[]])[] = [
    ['at', at],
    ['since', [since]],
    ['noticed-by', [noticedBy]],
    ['well-again-by', [wellAgainBy]],
    ['never-skip', neverSkip],
  ];
  return named.flatMap(([key, ids]) =>
    ids.flatMap((id, index) => {
      if (id === undefined || known.includes(id)) return [];
      const message = `The runbook ${scenario.runbook} has no step \`${id}\`.`;
      const span = mapping.valueSpan(['good', key, index]);
      return [errorAt(span, 'lint/unknown-step', message, suggestion(id, known))];
    }),
  );
}

/** A moment of a tag that is neither there at the beginning nor asked for can't come by itself. */
function unreachableMoments({ scenario, mapping }: Subject): readonly Diagnostic[] {
  const tags = [scenario.running, ...Object.values(scenario.parameters)];
  return scenario.happens.flatMap(({ of }, index) => {
    if (of.at === 'beginning' || of.at === 'changed' || tags.includes(of.tag)) return [];
    const message = `Nothing brings ${of.tag} by itself, so that this does not happen.`;
    const hint = `Name the tag that runs (${scenario.running}) or one that a parameter gives`;
    return [
      warningAt(mapping.valueSpan(['happens', index, 'of', of.at]), 'lint/never-happens', message, hint),
    ];
  });
}
