import { spawnSync } from 'node:child_process';

/** The modes of this program's terminal, as stty(1) tells them. Undefined: there is no stty. */
export function readModes(): string | undefined {
  const { status, stdout } = spawnSync('stty', ['-g'], {
    stdio: ['inherit', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

export function writeModes(modes: string | undefined): void {
  if (modes !== undefined) spawnSync('stty', [modes], { stdio: ['inherit', 'ignore', 'ignore'] });
}
