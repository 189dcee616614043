import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isRecord } from '../../../../src/steps/manifest/json.ts';

const folder = new URL('../../../fixtures/rehearsal/truth/', import.meta.url);

/** What the real server answered to a story's calls when it was asked last, by call. */
export function recordedTruth(story: string): Record<string, unknown> {
  const file = new URL(`${story}.json`, folder);
  const recorded: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return isRecord(recorded) ? { ...recorded } : {};
}

export function recordTruth(story: string, answers: Readonly<Record<string, unknown>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${story}.json`, folder), `${JSON.stringify(answers, null, 2)}\n`);
}
