import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openTerminal } from './support/open-terminal.ts';
import { openWorkspace } from './support/workspace.ts';

/** True once the process would be told that it goes on: 18 is SIGCONT. */
function awaitsContinue(pid: number): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${caught}`) >> 17n) & 1n) === 1n;
}

it.runIf(process.platform === 'linux')('asks again when it comes back from Ctrl+Z', async () => {
  const workspace = openWorkspace();
  workspace.write('go.md', '# Go\n- [ ] Looked\n');
  const session = openTerminal(workspace, ['go.md', '--plain']);
  await session.sees('go-1> ');
  session.types('\x1a');
  await vi.waitUntil(() => awaitsContinue(session.pid), { timeout: 20_000 });
  process.kill(session.pid, 'SIGCONT');
  await session.sees('go-1> ');
  session.says('yes');
  await session.sees('COMPLETED');
  expect(await session.ends()).toBe(0);
});
