import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** End-to-end tests run the program as it is installed, so it is built once before all of them. */
export default function buildOnce(): void {
  execFileSync(process.execPath, ['scripts/build.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: 'inherit',
  });
}
