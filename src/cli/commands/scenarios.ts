import type { Library, Origin } from '../../platform/library.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { columns, toText } from '../../report/text/layout.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { type ListedScenario, listScenarios } from '../scenarios/scenario-library.ts';
import { styleOf } from '../screen.ts';

/** `scenarios`: every situation that can be rehearsed, and what is practised in it. Gives 0. */
export async function scenariosCommand(io: Io, options: { readonly json: boolean }): Promise<number> {
  const library = await libraryOf(io);
  const all = listScenarios({ folders: library.folders, cwd: io.cwd });
  await print(io.stdout, options.json ? asJson(all) : asText(all, library, io));
  return exitCode('completed');
}

function asJson(all: readonly ListedScenario[]): string {
  const json = all.map(({ id, scenario, origin, path, file, shadowedBy }) => ({
    id,
    ...(scenario.ok ? facts(scenario.value) : {}),
    origin,
    path,
    file,
    shadowedBy,
    errors: scenario.ok ? 0 : scenario.problems.length,
  }));
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

type Facts = Extract<ListedScenario['scenario'], { readonly ok: true }>['value'];

function facts({ title, practises, runbook, parameters, good }: Facts): Readonly<Record<string, unknown>> {
  return { title, practises, runbook, parameters, ends: good.ends };
}

const originNames: Readonly<Record<Exclude<Origin, 'path'>, string>> = {
  repository: 'This repository',
  user: 'Your own',
  bundled: 'Bundled with teei-runbook',
};

function asText(all: readonly ListedScenario[], { folders }: Library, io: Io): string {
  const style = styleOf(io);
  const sections = folders.flatMap(({ origin, path }) => {
    const own = all.filter(({ root }) => root === path);
    if (own.length === 0) return [];
    const rows = own.map((each) => [`  ${style.paint('cyan', each.id)}`, runbookOf(each), describe(each)]);
    const head = `${style.paint('bold', originNames[origin])} ${style.paint('dim', visibleText(path))}`;
    return [head, ...columns(rows, style.width), ''];
  });
  if (sections.length === 0) return 'There are no scenarios here. Write a library with: teei-runbook init\n';
  return toText([...sections, 'Practise one: teei-runbook RUNBOOK --rehearse SCENARIO']);
}

function runbookOf({ scenario }: ListedScenario): string {
  return scenario.ok ? scenario.value.runbook : '';
}

function describe({ scenario, path, shadowedBy }: ListedScenario): string {
  if (!scenario.ok) return `not valid (see teei-runbook lint ${visibleText(path)})`;
  const { title, practises } = scenario.value;
  const text = `${visibleText(title)}. ${visibleText(practises)}`;
  return shadowedBy === undefined ? text : `${text} (never reached: ${visibleText(shadowedBy)} comes first)`;
}
