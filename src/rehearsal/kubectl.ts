import semver from 'semver';
import { err, ok, problem, type Result } from '../problem/problem.ts';
import { toolNamed } from '../steps/checks/known-tools.ts';
import { type ProgramPlace, runProgram } from './workspace/run-program.ts';

/** The oldest that is known to work with the simulated API. */
const oldest = '1.28.0';
const hint = `Nothing was started; install kubectl ${oldest} or newer, or add its folder to PATH`;

/** Makes sure that there is a kubectl that will do: a rehearsal runs the real one. */
export async function checkKubectl(place: ProgramPlace): Promise<Result<void>> {
  const { args, version: pattern } = toolNamed('kubectl');
  const told = await runProgram('kubectl', args, place);
  const version = semver.coerce(pattern?.exec(told.stdout)?.[1]);
  if (!told.ok || version === null)
    return err(problem('rehearsal/kubectl', 'A rehearsal needs kubectl, which is not installed.', { hint }));
  if (semver.gte(version, oldest)) return ok(undefined);
  const message = `kubectl is ${version.version}; a rehearsal needs ${oldest} or newer.`;
  return err(problem('rehearsal/kubectl', message, { hint }));
}
