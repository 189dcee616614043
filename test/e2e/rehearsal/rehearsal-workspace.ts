import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

/** A workspace whose folder for temporary files is its own, so that what a rehearsal leaves can be seen. */
export interface RehearsalWorkspace extends Workspace {
  /** Folders of rehearsals that are there. */
  platforms(): readonly string[];
  /** Puts a program into the workspace's `bin`. */
  writeProgram(name: string, text: string): void;
}

export function openRehearsalWorkspace(): RehearsalWorkspace {
  const workspace = openWorkspace();
  const temporary = join(workspace.folder, 'temporary');
  mkdirSync(temporary);
  // Whoever rehearses has access to real systems too.
  const real = {
    GH_TOKEN: 'a-real-token',
    KUBECONFIG: '/real/kubeconfig',
    HTTPS_PROXY: 'http://real-proxy.example:3128',
  };
  return {
    ...workspace,
    env: { ...workspace.env, ...real, TMPDIR: temporary },
    writeProgram: (name, text) => chmodSync(workspace.write(`bin/${name}`, text), 0o755),
    platforms: () => readdirSync(temporary).filter((name) => name.startsWith('teei-rehearsal-')),
  };
}
