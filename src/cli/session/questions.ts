import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';
import type { Value } from '../../runbook/condition.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { Parameter } from '../../runbook/parameter.ts';
import { suggestion } from '../../runbook/suggest.ts';
import type { HandOver } from '../../session/state.ts';
import type { ClusterIdentity } from '../../steps/ports/cluster.ts';
import type { Lines } from '../../ui/plain/lines.ts';
import { noPerson } from '../../ui/plain/no-person.ts';
import type { Screen } from '../../ui/plain/screen.ts';
import { wrapLine } from '../../ui/plain/wrap.ts';
import { parseGiven } from './parameters.ts';

export interface Briefing {
  readonly title: string;
  readonly lines: readonly string[];
  /** Called once it is there to be read: what takes long can be done now. */
  readonly shown: () => void;
}

/** What has to be asked before a session starts. The end of input answers nothing: it is a problem. */
export interface Questions {
  /** Tells what a rehearsal is about before it begins. Problem: the operator does not want to begin. */
  briefing(briefing: Briefing): Promise<Result<void>>;
  environment(names: readonly string[], inventory: Inventory): Promise<Result<Environment>>;
  /** Values of all these parameters, by name; one that may be left out may be missing. */
  parameters(
    parameters: readonly Parameter[],
    inventory: Inventory,
  ): Promise<Result<ReadonlyMap<string, Value>>>;
  /** Shows the cluster and wants its context typed: the pin of the whole session. */
  cluster(identity: ClusterIdentity, environment: Environment): Promise<Result<void>>;
  /** `about`: what one has to see to answer, as lines. */
  yesNo(question: string, about: string): Promise<Result<boolean>>;
  /** Who goes on with a session that was handed over. */
  operator(handedTo: HandOver): Promise<Result<string>>;
}

/** Asks for what is missing, where anything is. */
export async function askMissing(
  missing: readonly Parameter[],
  inventory: Inventory,
  questions: Questions,
): Promise<Result<ReadonlyMap<string, Value>>> {
  return missing.length === 0 ? ok(new Map()) : questions.parameters(missing, inventory);
}

export function askOn(lines: Lines, screen: Screen): Questions {
  return {
    async briefing({ title, lines: about, shown }) {
      screen.lines([
        screen.paint('bold', visibleText(title)),
        ...about.flatMap((text) => wrapLine('  ', visibleText(text), screen.columns)),
        '',
      ]);
      shown();
      return ok(undefined);
    },
    environment: (names, inventory) => askEnvironment(lines, screen, names, inventory),
    async parameters(parameters, inventory) {
      const values = new Map<string, Value>();
      for (const parameter of parameters) {
        const value = await askParameter(lines, screen, parameter, inventory);
        if (!value.ok) return value;
        values.set(parameter.name, value.value);
      }
      return ok(values);
    },
    cluster: (identity, environment) => askCluster(lines, screen, identity, environment),
    async operator(handedTo) {
      if (!lines.person) return noPerson();
      screen.line(
        `This session was handed over to ${visibleText(handedTo.to)}: ${visibleText(handedTo.note)}`,
      );
      for (;;) {
        const answer = await ask(lines, 'Who are you? (your name goes into the log): ');
        if (!answer.ok) return answer;
        if (answer.value.trim() !== '') return ok(answer.value.trim());
      }
    },
    async yesNo(question, about) {
      screen.lines(about.split('\n'));
      if (!lines.person) return noPerson();
      for (;;) {
        const answer = await ask(lines, `${question} (yes or no): `);
        if (!answer.ok) return answer;
        const word = answer.value.trim().toLowerCase();
        if (word === 'yes' || word === 'y') return ok(true);
        if (word === 'no' || word === 'n') return ok(false);
      }
    },
  };
}

async function ask(lines: Lines, prompt: string, hidden = false): Promise<Result<string>> {
  const answer = await lines.ask(prompt, { hidden });
  if (answer.kind === 'line') return ok(answer.text);
  return err(
    problem('run/input-ended', 'The input ended before the question was answered; nothing was started.', {
      hint: 'Run it at a terminal, or give the values as options',
    }),
  );
}

async function askEnvironment(
  lines: Lines,
  screen: Screen,
  names: readonly string[],
  inventory: Inventory,
): Promise<Result<Environment>> {
  for (const name of names) {
    const production = inventory.environments[name]?.production !== false;
    screen.line(`  ${name.padEnd(16)} ${production ? 'PRODUCTION' : 'not production'}`);
  }
  for (;;) {
    const answer = await ask(lines, `Which environment? (${names.join(', ')}): `);
    if (!answer.ok) return answer;
    const environment = names.includes(answer.value.trim())
      ? inventory.environments[answer.value.trim()]
      : undefined;
    if (environment !== undefined) return ok(environment);
    if (answer.value.trim() !== '')
      screen.line(`  ${suggestion(answer.value.trim(), names) ?? `one of: ${names.join(', ')}`}`);
  }
}

async function askParameter(
  lines: Lines,
  screen: Screen,
  parameter: Parameter,
  inventory: Inventory,
): Promise<Result<Value>> {
  const about = parameter.description === undefined ? '' : `: ${visibleText(parameter.description)}`;
  screen.line(`  ${parameter.name} (${parameter.type})${about}`);
  const example = parameter.example === undefined ? '' : ` (such as ${parameter.example})`;
  for (;;) {
    const answer = await ask(lines, `${parameter.name}${example}: `, parameter.type === 'secret');
    if (!answer.ok) return answer;
    const parsed = parseGiven(parameter, answer.value, inventory);
    if (parsed.ok) return parsed;
    screen.problems(parsed.problems);
  }
}

async function askCluster(
  lines: Lines,
  screen: Screen,
  identity: ClusterIdentity,
  environment: Environment,
): Promise<Result<void>> {
  screen.lines([
    `This session will be pinned to one cluster, for ${environment.name}${environment.production ? ', a PRODUCTION environment' : ''}:`,
    `  context      ${visibleText(identity.context)}`,
    `  server       ${visibleText(identity.server)}`,
    `  cluster id   ${identity.uid} (uid of kube-system)`,
    `  namespace    ${identity.namespace}`,
    `  Kubernetes   ${identity.version}`,
  ]);
  if (!lines.person) return noPerson();
  const answer = await ask(lines, `Type the context's name to confirm (${visibleText(identity.context)}): `);
  if (!answer.ok) return answer;
  if (answer.value.trim() === identity.context) return ok(undefined);
  return err(problem('run/not-confirmed', 'The cluster was not confirmed; nothing was started.'));
}
