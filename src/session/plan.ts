import { err, ok, problem, type Problem, type Result } from '../problem/problem.ts';
import type { Condition } from '../runbook/condition.ts';
import type { Runbook, Step } from '../runbook/model.ts';
import type { Parameter } from '../runbook/parameter.ts';
import type { StepKind } from '../steps/define-step.ts';

/** The kinds, as the engine uses them. */
export type StepKinds = ReadonlyMap<string, StepKind>;

/** A step where it stands in a session: includes are unfolded, ids carry their prefix. */
export interface PlannedStep {
  readonly id: string;
  readonly step: Step;
  /** Title of the runbook that it comes from. */
  readonly runbook: string;
  /** True in a file without annotations, whose blocks share working folder and exports. */
  readonly pasted: boolean;
}

/** Everything a session may come to do, settled before it starts. */
export interface Plan {
  readonly runbook: Runbook;
  /** Every file, the runbook itself first. */
  readonly files: readonly Runbook[];
  readonly main: readonly PlannedStep[];
  /** Steps of the runbooks that an `on-failure` names, by runbook id. */
  readonly branches: ReadonlyMap<string, readonly PlannedStep[]>;
  /** Of all files, each name once. */
  readonly parameters: readonly Parameter[];
}

export type LoadRunbook = (id: string) => Result<Runbook>;

interface Unfolding {
  readonly load: LoadRunbook;
  readonly kinds: StepKinds;
  readonly files: Map<string, Runbook>;
}

/**
 * Unfolds includes and on-failure runbooks. Problems: a runbook that can't be loaded, a cycle of
 * includes (with its path), a parameter declared in two ways, two steps that come to one id.
 */
export function compilePlan(runbook: Runbook, load: LoadRunbook, kinds: StepKinds): Result<Plan> {
  const unfolding: Unfolding = { load, kinds, files: new Map([[runbook.sha256, runbook]]) };
  const main = unfold(runbook, '', [runbook.id], undefined, unfolding);
  if (!main.ok) return main;
  const branches = new Map<string, readonly PlannedStep[]>();
  const problems: Problem[] = [];
  for (const id of branchIds(main.value)) {
    const branch = unfoldBranch(id, unfolding);
    if (branch.ok) branches.set(id, branch.value);
    else problems.push(...branch.problems);
  }
  if (problems.length > 0) return err(...problems);
  const files = [...unfolding.files.values()];
  const parameters = joinParameters(runbook, files);
  if (!parameters.ok) return parameters;
  const plan = { runbook, files, main: main.value, branches, parameters: parameters.value };
  const clashes = stepClashes(plan);
  return clashes.length > 0 ? err(...clashes) : ok(plan);
}

/** The steps of a plan wherever they stand, in order: the main ones, then each branch's. */
export function allSteps(plan: Plan): readonly PlannedStep[] {
  return [...plan.main, ...[...plan.branches.values()].flat()];
}

export function findStep(plan: Plan, id: string): PlannedStep | undefined {
  return allSteps(plan).find((planned) => planned.id === id);
}

/** A step's id is its place in the log, so that two steps may never share one. */
function stepClashes(plan: Plan): readonly Problem[] {
  const seen = new Set<string>();
  return allSteps(plan).flatMap(({ id, step }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const message = `Two steps come to the id ${id}: one of an include, one of an on-failure runbook.`;
    return [problem('plan/step-clash', message, { span: step.span, hint: 'Give the include another id' })];
  });
}

function unfold(
  runbook: Runbook,
  prefix: string,
  path: readonly string[],
  when: Condition | undefined,
  unfolding: Unfolding,
): Result<readonly PlannedStep[]> {
  const planned: PlannedStep[] = [];
  for (const step of runbook.steps) {
    const condition = both(when, step.options.when);
    const [target] = unfolding.kinds.get(step.kind)?.runbooks(step.config) ?? [];
    if (target === undefined) {
      planned.push(place(runbook, prefix, step, condition));
      continue;
    }
    if (path.includes(target)) return cycle([...path, target], step);
    const included = loadFile(target, step, unfolding);
    if (!included.ok) return included;
    const inner = unfold(included.value, `${prefix}${step.id}.`, [...path, target], condition, unfolding);
    if (!inner.ok) return inner;
    planned.push(...inner.value);
  }
  return ok(planned);
}

function place(runbook: Runbook, prefix: string, step: Step, when: Condition | undefined): PlannedStep {
  const conditioned =
    when === step.options.when || when === undefined ? step : { ...step, options: { ...step.options, when } };
  return { id: `${prefix}${step.id}`, step: conditioned, runbook: runbook.title, pasted: runbook.pasted };
}

function both(outer: Condition | undefined, inner: Condition | undefined): Condition | undefined {
  if (outer === undefined) return inner;
  return inner === undefined ? outer : { op: 'all', conditions: [outer, inner] };
}

function unfoldBranch(id: string, unfolding: Unfolding): Result<readonly PlannedStep[]> {
  const loaded = unfolding.load(id);
  if (!loaded.ok) return loaded;
  unfolding.files.set(loaded.value.sha256, loaded.value);
  return unfold(loaded.value, `${id}.`, [id], undefined, unfolding);
}

function branchIds(steps: readonly PlannedStep[]): readonly string[] {
  const ids = steps.flatMap(({ step }) =>
    typeof step.options.onFailure === 'object' ? [step.options.onFailure.runbook] : [],
  );
  return [...new Set(ids)];
}

function loadFile(id: string, step: Step, unfolding: Unfolding): Result<Runbook> {
  const loaded = unfolding.load(id);
  if (!loaded.ok) {
    const [first] = loaded.problems;
    const hint = first?.hint === undefined ? {} : { hint: first.hint };
    return err(
      problem('plan/unknown-runbook', `Step ${step.id} includes ${id}, which can't be loaded.`, {
        span: step.span,
        ...hint,
      }),
      ...loaded.problems,
    );
  }
  unfolding.files.set(loaded.value.sha256, loaded.value);
  return loaded;
}

function cycle(path: readonly string[], step: Step): Result<never> {
  return err(
    problem('plan/cycle', `The runbooks include each other: ${path.join(' → ')}.`, {
      span: step.span,
      hint: 'Take one of the includes out',
    }),
  );
}

function joinParameters(runbook: Runbook, files: readonly Runbook[]): Result<readonly Parameter[]> {
  const joined = new Map<string, Parameter>(runbook.parameters.map((each) => [each.name, each]));
  const problems: Problem[] = [];
  for (const file of files.slice(1)) {
    for (const parameter of file.parameters) {
      const known = joined.get(parameter.name);
      if (known === undefined) joined.set(parameter.name, parameter);
      else if (known.type !== parameter.type) {
        problems.push(
          problem(
            'plan/parameter-clash',
            `${file.id} declares ${parameter.name} as ${parameter.type}, ${runbook.id} as ${known.type}.`,
            { span: parameter.span, hint: 'Use one type for one name' },
          ),
        );
      }
    }
  }
  return problems.length > 0 ? err(...problems) : ok([...joined.values()]);
}
