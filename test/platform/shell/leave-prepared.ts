import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
process.stdout.write(readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim());
