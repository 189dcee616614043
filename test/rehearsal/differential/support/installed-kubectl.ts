import { spawnSync } from 'node:child_process';
import { field, text } from '../../../../src/steps/manifest/json.ts';
import { jsonOrText } from './raw-request.ts';

/** The minor version of kubectl with which the truth was recorded: others say some things in other words. */
const recordedWith = '32';

/** Why the stories can't be told here; undefined: they can. */
export function whyNoStories(): string | undefined {
  const { stdout, error } = spawnSync('kubectl', ['version', '--client', '-o', 'json'], { encoding: 'utf8' });
  if (error !== undefined) return 'kubectl is not installed';
  // Vendors add a plus: `32+`.
  const minor = text(field(jsonOrText(stdout), 'clientVersion', 'minor'))?.replace('+', '');
  return minor === recordedWith
    ? undefined
    : `kubectl is 1.${minor ?? '?'}; the recorded truth is of 1.${recordedWith}`;
}
