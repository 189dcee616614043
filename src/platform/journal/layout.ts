import { createHash } from 'node:crypto';

/** The folders of a session, below its own. */
export const sessionFolders = [
  'events',
  'outputs',
  'runbook',
  'checkpoints',
  'steps',
  'live',
  'torn',
] as const;

/** `events/000001.jsonl`. */
export function segmentPath(number: number): string {
  return `events/${String(number).padStart(6, '0')}.jsonl`;
}

/** `checkpoints/000001.txt`; its signature lies beside it as `.sig`. */
export function checkpointPath(number: number, ending: 'txt' | 'sig'): string {
  return `checkpoints/${String(number).padStart(6, '0')}.${ending}`;
}

/** `outputs/<sha256>`. */
export function outputPath(sha256: string): string {
  return `outputs/${sha256}`;
}

/** `runbook/<sha256>.md`. */
export function runbookPath(sha256: string): string {
  return `runbook/${sha256}.md`;
}

/** `live/<step>.<attempt>`: the output of an attempt that has not been filed yet. */
export function livePath(step: string, attempt: number): string {
  return `live/${safeName(step)}.${attempt}`;
}

/** `steps/<step>/<attempt>`: what $STEP_DIR names. */
export function stepPath(step: string, attempt: number): string {
  return `steps/${safeName(step)}/${attempt}`;
}

/** `torn/<offset>-<sha256>`: bytes cut from the log's end, under the place they had. */
export function tornPath(offset: number, sha256: string): string {
  return `torn/${offset}-${sha256}`;
}

const longest = 120;

/** A step id as one file name: other characters than letters, digits, `-`, `_` and inner `.` are escaped. */
function safeName(id: string): string {
  const name = encodeURIComponent(id.toWellFormed())
    .replaceAll(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\./, '%2E');
  if (name.length <= longest) return name;
  return `${name.slice(0, longest - 17)}-${createHash('sha256').update(id).digest('hex').slice(0, 16)}`;
}
