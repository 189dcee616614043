import { libraryOf } from '../open-library.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { reportProblems } from '../report-problems.ts';
import { styleOf } from '../screen.ts';
import type { Library, ListedRunbook, Origin } from '../../platform/library.ts';
import { columns, toText } from '../../report/text/layout.ts';
import { visibleText } from '../../problem/visible-text.ts';

/** A row of the list. `title` is absent where the file is not a valid runbook. */
interface Row extends ListedRunbook {
  readonly title?: string;
  readonly errors: number;
}

/** `list`: every runbook in reach, where it comes from, and which are never reached. Gives 0. */
export async function listCommand(io: Io, options: { readonly json: boolean }): Promise<number> {
  const library = await libraryOf(io);
  const { runbooks, problems } = library.list();
  const rows = runbooks.map((each) => toRow(each, library));
  await print(io.stdout, options.json ? asJson(rows) : asText(rows, library, io));
  await reportProblems(io, problems);
  return exitCode('completed');
}

function toRow(listed: ListedRunbook, library: Library): Row {
  const loaded = library.load(listed.file);
  if (loaded.ok) return { ...listed, title: loaded.value.runbook.title, errors: 0 };
  return { ...listed, errors: loaded.problems.length };
}

function asJson(rows: readonly Row[]): string {
  const json = rows.map(({ id, title, origin, path, file, shadowedBy, errors }) => ({
    id,
    title,
    origin,
    path,
    file,
    shadowedBy,
    errors,
  }));
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

const originNames: Readonly<Record<Exclude<Origin, 'path'>, string>> = {
  repository: 'This repository',
  user: 'Your own',
  bundled: 'Bundled with teei-runbook',
};

function asText(rows: readonly Row[], { folders }: Library, io: Io): string {
  const style = styleOf(io);
  const sections = folders.flatMap(({ origin, path }) => {
    const own = rows.filter((row) => row.root === path);
    if (own.length === 0) return [];
    const head = `${style.paint('bold', originNames[origin])} ${style.paint('dim', visibleText(path))}`;
    return [
      [
        head,
        ...columns(
          own.map((row) => [`  ${style.paint('cyan', row.id)}`, describe(row)]),
          style.width,
        ),
        '',
      ],
    ];
  });
  if (sections.length === 0) return 'There are no runbooks here. Write a library with: teei-runbook init\n';
  return toText([
    ...sections.flat(),
    'Walk one: teei-runbook RUNBOOK. Look first: teei-runbook plan RUNBOOK',
  ]);
}

function describe({ title, path, shadowedBy, errors }: Row): string {
  const name = title ?? `not valid (see teei-runbook lint ${path})`;
  if (shadowedBy !== undefined) return `${name} (never reached: ${shadowedBy} comes first)`;
  return errors === 0 || title === undefined ? name : `${name} (${errors} errors)`;
}
