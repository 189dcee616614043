import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editImages } from '../../steps/actions/kustomization/edit-images.ts';
import type { Folders } from './folders.ts';
import { copyRunbooks, type LibrarySource } from './library.ts';
import { type ProgramPlace, runProgram } from './run-program.ts';

/** What the team's repository is made of. */
export interface RepositoryParts {
  /** The repository that is cloned; undefined: the sample platform is taken instead. */
  readonly team: string | undefined;
  /** The folder of the sample platform. */
  readonly sample: string;
  readonly library: LibrarySource;
  /** Overlays, relative to the repository, whose images get the tag that runs. */
  readonly overlays: readonly string[];
  /** Images without a tag. */
  readonly images: readonly string[];
  /** The tag that runs at the beginning. */
  readonly running: string;
}

const settings = `[user]
	name = Rehearsal
	email = rehearsal@localhost
[init]
	defaultBranch = main
[protocol]
	allow = never
[protocol "file"]
	allow = always
[credential]
	helper =
[commit]
	gpgSign = false
[tag]
	gpgSign = false
[advice]
	detachedHead = false
`;

/** git's settings for the rehearsal, in its HOME. */
export function writeGitSettings({ home }: Pick<Folders, 'home'>): void {
  writeFileSync(join(home, '.gitconfig'), settings);
}

/** Brings the files of the team's repository to their place: from then on the overlays can be rendered. */
export async function layOutRepository(
  folders: Folders,
  parts: RepositoryParts,
  place: ProgramPlace,
): Promise<void> {
  const { repository } = folders;
  const cloned = parts.team !== undefined && (await cloneTeam(parts.team, repository, place));
  if (!cloned) cpSync(parts.sample, repository, { recursive: true });
  copyRunbooks(parts.library, repository);
  for (const overlay of parts.overlays) setRunning(join(repository, overlay), parts);
  if (!cloned) await git(['init', '--quiet', '--initial-branch=main'], folders, place);
}

export interface CommitParts extends Pick<RepositoryParts, 'running'> {
  /** Versions that git knows. */
  readonly releases: readonly string[];
  /** The text of the rehearsal's platform.yaml. */
  readonly inventory: string;
}

/** Commits what is there, with the rehearsal's platform.yaml, with a tag for each release, and makes the origin that it can be pushed to. */
export async function commitRepository(
  folders: Folders,
  { releases, running, inventory }: CommitParts,
  place: ProgramPlace,
): Promise<void> {
  writeFileSync(join(folders.repository, 'runbooks', 'platform.yaml'), inventory);
  const run = (...args: readonly string[]): Promise<void> => git(args, folders, place);
  await run('checkout', '--quiet', '-B', 'main');
  await run('add', '--all');
  await run('commit', '--quiet', '--allow-empty', '--message', `The platform as it runs, ${running}`);
  for (const release of releases) await run('tag', '--force', release);
  await run('clone', '--quiet', '--bare', '.', folders.origin);
  await runProgram('git', ['remote', 'remove', 'origin'], { ...place, cwd: folders.repository });
  await run('remote', 'add', 'origin', folders.origin);
  await run('fetch', '--quiet', 'origin');
  await run('branch', '--quiet', '--set-upstream-to=origin/main');
}

async function cloneTeam(team: string, repository: string, place: ProgramPlace): Promise<boolean> {
  const cloned = await runProgram('git', ['clone', '--quiet', '--', team, repository], place);
  return cloned.ok;
}

async function git(args: readonly string[], { repository }: Folders, place: ProgramPlace): Promise<void> {
  const ran = await runProgram('git', args, { ...place, cwd: repository });
  if (!ran.ok) throw new Error(`git ${args[0] ?? ''} failed: ${ran.stderr.trim()}`);
}

/** An overlay that can't be edited stays as it is. */
function setRunning(overlay: string, { images, running }: RepositoryParts): void {
  const file = join(overlay, 'kustomization.yaml');
  if (!existsSync(file)) return;
  const edited = editImages(
    readFileSync(file, 'utf8'),
    images.map((image) => ({ image, tag: running })),
  );
  if (edited.ok) writeFileSync(file, edited.text);
}
