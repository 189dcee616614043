import { basename, dirname, join, resolve } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import type { LibraryFolder, Origin } from '../../platform/library.ts';
import { shortPath } from '../../platform/library/find-runbook.ts';
import { readSource } from '../../platform/library/read-source.ts';
import { filesInFolder } from '../../platform/library/scan-folder.ts';
import { parseScenario } from '../../rehearsal/scenario/parse.ts';
import type { Scenario } from '../../rehearsal/scenario/model.ts';
import { suggestion } from '../../runbook/suggest.ts';

/** Where scenarios are looked for. */
export interface ScenarioPlace {
  /** The chain of libraries; each may have a folder `scenarios`. */
  readonly folders: readonly LibraryFolder[];
  /** Absolute. */
  readonly cwd: string;
}

/** A scenario's file in a library, with what came of reading it. */
export interface ListedScenario {
  readonly file: string;
  /** The path as people read it. */
  readonly path: string;
  readonly origin: Origin;
  readonly root: string;
  /** The id that its file name gives, where the file is not valid. */
  readonly id: string;
  readonly scenario: Result<Scenario>;
  /** The file that is found first under this id, where it is another one. */
  readonly shadowedBy?: string;
}

/** All scenarios in reach, in the order in which the libraries are searched. Reads files; throws for none. */
export function listScenarios({ folders, cwd }: ScenarioPlace): readonly ListedScenario[] {
  const all = folders.flatMap(({ path: root, origin }) =>
    scenarioFiles(root).map((file) => listed(file, cwd, { root, origin })),
  );
  return all.map((each) => {
    const first = all.find(({ id }) => id === each.id);
    return first === undefined || first === each ? each : { ...each, shadowedBy: first.path };
  });
}

/** The files of a library's folder of scenarios, in order of their names. */
export function scenarioFiles(root: string): readonly string[] {
  const folder = join(root, 'scenarios');
  return filesInFolder(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name));
}

/** True where the file lies in a folder of scenarios. */
export function isScenarioFile(file: string): boolean {
  return basename(dirname(file)) === 'scenarios';
}

/** The scenario of an id, or of a file. Problems: there is none (with the nearest), or its file is not valid. */
export function loadScenario(idOrPath: string, place: ScenarioPlace): Result<Scenario> {
  if (/\.ya?ml$/.test(idOrPath)) {
    return readScenario(resolve(place.cwd, idOrPath), place.cwd);
  }
  const all = listScenarios(place);
  const found = all.find(({ id }) => id === idOrPath);
  return found === undefined ? err(unknownScenario(idOrPath, all)) : found.scenario;
}

function listed(
  file: string,
  cwd: string,
  where: { readonly root: string; readonly origin: Origin },
): ListedScenario {
  const scenario = readScenario(file, cwd);
  const id = scenario.ok ? scenario.value.id : idOfFile(file);
  return { ...where, file, path: shortPath(file, cwd), id, scenario };
}

function idOfFile(file: string): string {
  return basename(file).replace(/\.ya?ml$/, '');
}

function readScenario(file: string, cwd: string): Result<Scenario> {
  const bytes = readSource(file);
  if (!bytes.ok) return bytes;
  const { scenario, problems } = parseScenario({ path: shortPath(file, cwd), bytes: bytes.value });
  return scenario === undefined ? { ok: false, problems } : ok(scenario);
}

function unknownScenario(id: string, all: readonly ListedScenario[]): Problem {
  const known = [...new Set(all.map((each) => each.id))];
  const hint = suggestion(id, known) ?? 'Look at those there are: teei-runbook scenarios';
  return problem('library/unknown-scenario', `There is no scenario ${JSON.stringify(id)}.`, { hint });
}
