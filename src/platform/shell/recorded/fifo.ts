import { execFile } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A pipe with a name, in a folder that only this user can look into. */
export interface Fifo {
  readonly path: string;
  readonly reader: Socket;
  /** Until then the reader does not end: before a writer comes there is none, and that looks like the end. */
  letEnd(): void;
  /** Takes the name away. */
  remove(): void;
}

/** Makes one by mkfifo(1). Rejects where there is none, or no room for it. */
export async function openFifo(env: Readonly<Record<string, string>>): Promise<Fifo> {
  const folder = mkdtempSync(join(tmpdir(), 'teei-runbook-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'typescript');
    await promisify(execFile)('mkfifo', ['-m', '600', path], { env: { ...env } });
    const reader = new Socket({
      fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
      readable: true,
      writable: false,
    });
    const ownWriter = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    return { path, reader, letEnd: () => closeSync(ownWriter), remove };
  } catch (thrown) {
    remove();
    throw thrown;
  }
}
