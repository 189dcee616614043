import type { Values } from '../../runbook/condition.ts';
import { variableName } from '../../runbook/values/names.ts';

/** What a command finds in its environment, beside what the operator's own holds. */
export interface CommandEnv {
  readonly base: Readonly<Record<string, string>>;
  readonly values: Values;
  readonly secrets: ReadonlyMap<string, string>;
  readonly sessionDir: string;
  readonly stepDir: string;
}

/** The whole environment of a command. Values come as variables (`image-tag` → `IMAGE_TAG`), never as shell text. */
export function commandEnv(given: CommandEnv): Readonly<Record<string, string>> {
  const env: Record<string, string> = { ...given.base };
  for (const [name, value] of Object.entries(given.values)) env[variableName(name)] = String(value);
  for (const [name, value] of given.secrets) env[variableName(name)] = value;
  env['SESSION_DIR'] = given.sessionDir;
  env['STEP_DIR'] = given.stepDir;
  return env;
}
