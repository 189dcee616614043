import { onTestFinished } from 'vitest';
import { type ScreenOptions, type ScreenUser, showProgram } from './shown-program.ts';
import type { Workspace } from './workspace.ts';

export type { ScreenUser } from './shown-program.ts';

/** Starts the program on a terminal whose screen can be read; it ends with the test. */
export function openScreen(
  workspace: Pick<Workspace, 'folder' | 'env'>,
  args: readonly string[],
  options?: ScreenOptions,
): ScreenUser {
  const program = showProgram(workspace, args, options);
  onTestFinished(() => program.close());
  return program.user;
}
