import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives files (0600) in a folder of their own (0700) to a job, and removes them afterwards, whatever happens. */
export async function withPrivateFiles<T>(
  files: Readonly<Record<string, string>>,
  job: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'teei-runbook-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text, { mode: 0o600, flag: 'wx' });
    }
    return await job(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
