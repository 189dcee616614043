import { accessSync, constants } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Folders } from '../workspace/folders.ts';
import { github } from './github.ts';
import { refusedTools } from './refused.ts';
import { registries } from './registries.ts';
import { renderers } from './renderers.ts';
import { secretStores } from './secret-stores.ts';
import { scriptOf, type StandIn } from './stand-in.ts';

/** What the stand-ins answer. */
export interface ToolAnswers {
  /** Versions that the repository, GitHub and the registry know. */
  readonly releases: readonly string[];
  /** Images with their tags that the registry has not, although there is such a release. */
  readonly missingImages: readonly string[];
}

const standIns: readonly StandIn[] = [...renderers, github, ...registries, ...secretStores, ...refusedTools];

const checks = [
  ['success', 'build'],
  ['success', 'unit tests'],
  ['success', 'integration tests'],
  ['success', 'Trivy'],
  ['success', 'Snyk'],
];

/** Writes the stand-ins, and the files that they answer by. `path`: the operator's PATH. */
export async function installTools(
  folders: Pick<Folders, 'root' | 'tools'>,
  path: string,
  answers: ToolAnswers,
): Promise<void> {
  const wanted = standIns.filter(({ name, when }) => when === 'always' || !isInstalled(name, path));
  const answerFiles = Object.entries(answerTexts(answers));
  await mkdir(join(folders.root, 'github'));
  await Promise.all([
    ...wanted.map((standIn) =>
      writeFile(join(folders.tools, standIn.name), scriptOf(standIn), { mode: 0o700 }),
    ),
    ...answerFiles.map(([name, text]) => writeFile(join(folders.root, name), text)),
  ]);
}

function answerTexts({ releases, missingImages }: ToolAnswers): Readonly<Record<string, string>> {
  return {
    releases: lines(releases),
    'registry-missing': lines(missingImages),
    'github/checks': lines(checks.map((row) => row.join('\t'))),
    'github/deployment': lines(['success']),
    'github/notes': lines(['Notes of a release that is only rehearsed.']),
  };
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function isInstalled(name: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
