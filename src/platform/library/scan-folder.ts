import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { errorText, type Problem, problem } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';

/** Markdown files below a folder, as paths with `/` below it, sorted; and what could not be looked at. */
export interface FolderScan {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

const maxDepth = 8;
const maxEntries = 5_000;
const skipped = new Set(['node_modules', 'readme.md', 'changelog.md', 'contributing.md']);

interface Walk {
  readonly root: string;
  readonly files: string[];
  readonly problems: Problem[];
  /** Real paths of the folders that were walked: a link may lead back up. */
  readonly seen: Set<string>;
  entries: number;
}

/** Looks through a library folder. A folder that does not exist has no files. Hidden files and READMEs are none. */
export function scanFolder(root: string): FolderScan {
  const walk: Walk = { root, files: [], problems: [], seen: new Set(), entries: 0 };
  walkFolder(walk, '', 0);
  if (walk.entries >= maxEntries) {
    const hint = 'Keep only runbooks there';
    const message = `${visibleText(root)} has more than ${maxEntries} files; the rest is not looked at.`;
    walk.problems.push(problem('library/too-many-files', message, { hint }));
  }
  return { files: walk.files.toSorted(), problems: walk.problems };
}

function walkFolder(walk: Walk, below: string, depth: number): void {
  for (const entry of readEntries(walk, below)) {
    if (walk.entries >= maxEntries) return;
    walk.entries += 1;
    if (entry.name.startsWith('.') || skipped.has(entry.name.toLowerCase())) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const type = typeOf(entry, join(walk.root, path));
    if (type === 'folder' && depth < maxDepth) walkFolder(walk, path, depth + 1);
    if (type === 'file' && entry.name.endsWith('.md')) walk.files.push(path);
  }
}

function readEntries(walk: Walk, below: string): readonly Dirent[] {
  const folder = join(walk.root, below);
  try {
    const real = realpathSync(folder);
    if (walk.seen.has(real)) return [];
    walk.seen.add(real);
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    const cause = errorText(thrown);
    if (below === '' && /^(?:ENOENT|ENOTDIR)/.test(cause)) return [];
    const message = `${visibleText(folder)} can’t be read, so its runbooks are not known.`;
    walk.problems.push(problem('library/unreadable', message, { hint: 'Check its owner and mode', cause }));
    return [];
  }
}

function typeOf(entry: Dirent, path: string): 'file' | 'folder' | 'other' {
  try {
    const stats = entry.isSymbolicLink() ? statSync(path) : entry;
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'other';
  } catch {
    // A link that leads nowhere is no runbook.
    return 'other';
  }
}

/** Names of the plain files in a folder, sorted; none where it can't be read. Hidden ones are left out. */
export function filesInFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && typeOf(entry, join(folder, entry.name)) === 'file')
      .map(({ name }) => name)
      .toSorted();
  } catch {
    return [];
  }
}
