import { tmpdir } from 'node:os';
import { processEntry } from '../../../src/platform/process-identity.ts';
import { childrenOf } from '../../../src/platform/shell/stop.ts';
import { createShell } from '../../../src/platform/shell/zx-shell.ts';

/** Run as a program: leaves a shell that waits for a step which never comes, and prints its process number. */
const setup = { cwd: tmpdir(), env: { PATH: process.env['PATH'] ?? '' }, interactive: false } as const;
await createShell().run({
  ...setup,
  script: 'true',
  signal: new AbortController().signal,
  onSpawn: () => Promise.resolve(),
  onOutput: () => undefined,
  next: () => ({ ...setup, script: 'echo never' }),
});
const held = (): number | undefined =>
  childrenOf(process.pid)
    .flatMap(childrenOf)
    .find((pid) => processEntry(pid)?.group === pid);
while (held() === undefined) await new Promise((resolve) => setImmediate(resolve));
process.stdout.write(String(held()));
