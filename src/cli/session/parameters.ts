import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { err, errorText, ok, problem, type Problem, type Result } from '../../problem/problem.ts';
import type { Value } from '../../runbook/condition.ts';
import type { Inventory } from '../../runbook/inventory.ts';
import type { Parameter } from '../../runbook/parameter.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { variableName } from '../../runbook/values/names.ts';
import { parseParameterValue } from '../../runbook/values/parse-value.ts';

export interface GivenParameters {
  readonly values: Readonly<Record<string, Value>>;
  readonly secrets: ReadonlyMap<string, string>;
  /** Without a value so far: to be asked for. */
  readonly missing: readonly Parameter[];
}

export interface ParameterSources {
  /** `name=value` or `name=@file`, in the order given. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly inventory: Inventory;
  readonly cwd: string;
  /** Runs a secret's source command; gives what it prints. */
  readonly runSource: (command: string) => Promise<Result<string>>;
}

/**
 * Values of parameters: from -p, else TEEI_PARAM_NAME, else (secrets) the inventory's source, else the
 * default. All problems at once. A secret is never taken from `-p name=value`, which other users of the
 * machine could read.
 */
export async function giveParameters(
  parameters: readonly Parameter[],
  sources: ParameterSources,
): Promise<Result<GivenParameters>> {
  const flags = readFlags(parameters, sources);
  if (!flags.ok) return flags;
  const values: Record<string, Value> = {};
  const secrets = new Map<string, string>();
  const missing: Parameter[] = [];
  const problems: Problem[] = [];
  for (const parameter of parameters) {
    const text = await textOf(parameter, flags.value, sources);
    if (!text.ok) {
      problems.push(...text.problems);
      continue;
    }
    if (text.value === undefined) {
      if (!parameter.optional) missing.push(parameter);
      continue;
    }
    const parsed = parseGiven(parameter, text.value, sources.inventory);
    if (!parsed.ok) problems.push(...parsed.problems);
    else if (parameter.type === 'secret') secrets.set(parameter.name, String(parsed.value));
    else values[parameter.name] = parsed.value;
  }
  return problems.length > 0 ? err(...problems) : ok({ values, secrets, missing });
}

/** The value of a parameter from what was typed for it. */
export function parseGiven(parameter: Parameter, text: string, inventory: Inventory): Result<Value> {
  return parseParameterValue(parameter, text, { services: inventory.services.map(({ name }) => name) });
}

function readFlags(
  parameters: readonly Parameter[],
  sources: ParameterSources,
): Result<ReadonlyMap<string, string>> {
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const read = new Map<string, string>();
  const problems: Problem[] = [];
  for (const flag of sources.flags) {
    const value = readFlag(flag, known, sources.cwd);
    if (value.ok) read.set(...value.value);
    else problems.push(...value.problems);
  }
  return problems.length > 0 ? err(...problems) : ok(read);
}

function readFlag(
  flag: string,
  known: ReadonlyMap<string, Parameter>,
  cwd: string,
): Result<readonly [string, string]> {
  const at = flag.indexOf('=');
  if (at <= 0) return err(problem('run/parameter', '-p takes name=value, or name=@FILE.'));
  const name = flag.slice(0, at);
  const text = flag.slice(at + 1);
  const parameter = known.get(name);
  if (parameter === undefined) {
    const hint = suggestion(name, [...known.keys()]);
    return err(
      problem('run/parameter', `There is no parameter ${name}.`, hint === undefined ? {} : { hint }),
    );
  }
  if (text.startsWith('@')) return fromFile(name, resolve(cwd, text.slice(1)));
  if (parameter.type !== 'secret') return ok([name, text]);
  return err(
    problem(
      'run/secret-on-command-line',
      `${name} is a secret: -p ${name}=… would show it to every process.`,
      {
        hint: `Use -p ${name}=@FILE, or TEEI_PARAM_${variableName(name)}, or leave it out and be asked`,
      },
    ),
  );
}

function fromFile(name: string, file: string): Result<readonly [string, string]> {
  try {
    return ok([name, readFileSync(file, 'utf8').replace(/\r?\n$/, '')]);
  } catch (thrown) {
    return err(problem('run/parameter', `${name}: ${file} can't be read: ${errorText(thrown)}`));
  }
}

async function textOf(
  parameter: Parameter,
  flags: ReadonlyMap<string, string>,
  sources: ParameterSources,
): Promise<Result<string | undefined>> {
  const given = flags.get(parameter.name) ?? sources.env[`TEEI_PARAM_${variableName(parameter.name)}`];
  if (given !== undefined) return ok(given);
  if (parameter.type === 'secret') {
    const fromSource = await secretFromSource(parameter.name, sources);
    if (fromSource !== undefined) return fromSource;
  }
  return ok(parameter.default);
}

async function secretFromSource(
  name: string,
  sources: ParameterSources,
): Promise<Result<string> | undefined> {
  const source = sources.inventory.secrets[name];
  if (source === undefined) return undefined;
  switch (source.from) {
    case 'env': {
      const value = sources.env[source.variable];
      return value === undefined ? undefined : ok(value);
    }
    case 'file': {
      const read = fromFile(name, resolve(sources.cwd, source.file));
      return read.ok ? ok(read.value[1]) : read;
    }
    case 'command':
      return sources.runSource(source.command);
  }
}
