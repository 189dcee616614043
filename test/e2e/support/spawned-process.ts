import { vi } from 'vitest';
import { identityOf } from '../../../src/platform/process-identity.ts';
import type { Workspace } from './workspace.ts';

/** The process of the newest command that the log tells of; 0: there is none. */
export function spawnedPid(workspace: Workspace): number {
  const line = workspace.logLines().findLast((each) => each.includes('"type":"step.spawned"')) ?? '';
  return Number(/"pid":(\d+)/.exec(line)?.[1] ?? 0);
}

/** Resolves when that command has ended. */
export async function spawnedIsGone(workspace: Workspace): Promise<void> {
  const pid = spawnedPid(workspace);
  await vi.waitUntil(() => pid === 0 || identityOf(pid) === undefined, { timeout: 20_000 });
}
