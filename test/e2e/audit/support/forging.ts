import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noDigest, sha256 } from '../../../../src/session/log/digest.ts';
import type { AuditedSession } from './audited-session.ts';

/** Lines with their numbers, their chain, and what they say of checkpoints made right again. No key is needed. */
export function rechain(lines: readonly string[]): readonly string[] {
  const chained: string[] = [];
  let prev = noDigest;
  for (const [index, line] of lines.entries()) {
    const linked = line.replace(/"seq":\d+,"prev":"[0-9a-f]+"/, `"seq":${index + 1},"prev":"${prev}"`);
    const next = linked.includes('"type":"checkpoint"')
      ? linked.replace(/"events":\d+,"head":"[0-9a-f]+"/, `"events":${index},"head":"${prev}"`)
      : linked;
    chained.push(next);
    prev = sha256(next);
  }
  return chained;
}

/** Writes the texts of all checkpoints again, so that they fit a log that was changed. */
export function rewriteCheckpoints({ path, lines }: AuditedSession): void {
  const log = lines();
  let previous = noDigest;
  for (const name of checkpointTexts(path('checkpoints'))) {
    const file = path(`checkpoints/${name}`);
    const text = readFileSync(file, 'utf8');
    const events = Number(/^events: (\d+)$/m.exec(text)?.[1]);
    const bytes = log.slice(0, events).join('');
    const forged = text
      .replace(/^head: .*$/m, `head: ${sha256(log[events - 1] ?? '')}`)
      .replace(/^previous: .*$/m, `previous: ${previous}`)
      .replace(/^bytes: .*$/m, `bytes: ${Buffer.byteLength(bytes)}`)
      .replace(/^sha256: .*$/m, `sha256: ${sha256(bytes)}`);
    writeFileSync(file, forged);
    previous = sha256(forged);
  }
}

function checkpointTexts(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted();
}

/** Removes a checkpoint's text and signature. */
export function removeCheckpoint({ path }: AuditedSession, number: number): void {
  for (const ending of ['txt', 'sig']) rmSync(path(`checkpoints/00000${number}.${ending}`));
}

/** Removes all of them. */
export function removeCheckpoints({ path }: AuditedSession): void {
  for (const name of readdirSync(path('checkpoints'))) rmSync(path(join('checkpoints', name)));
}

/** Signs a checkpoint anew with the stock tool, in place of its signature. */
export function signAnew(
  { path }: AuditedSession,
  number: number,
  { keyFile, namespace = 'teei-runbook-checkpoint@teei' }: { keyFile: string; namespace?: string },
): void {
  const text = path(`checkpoints/00000${number}.txt`);
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', keyFile, '-n', namespace, text], { stdio: 'pipe' });
  renameSync(`${text}.sig`, path(`checkpoints/00000${number}.sig`));
}
