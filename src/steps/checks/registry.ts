import { windowOpen } from './window-open.ts';
import { toolsVersion } from './tools-version.ts';
import { httpCheck } from './http-check.ts';
import { file } from './file.ts';
import { command } from './command.ts';
import { fileKeep } from '../actions/file-keep.ts';
import { jobRun } from '../actions/job-run.ts';
import { snapshotRestore } from '../actions/snapshot-restore.ts';
import { snapshotTake } from '../actions/snapshot-take.ts';
import { clusterIdentity } from './cluster-identity.ts';
import { clusterReady } from './cluster-ready.ts';
import type { Check } from './define-check.ts';
import { endpointsReady } from './endpoints-ready.ts';
import { podsStable } from './pods-stable.ts';
import { rolloutWait } from './rollout-wait.ts';

/** Every check and action. A new one is one file and one line here. */
const checks: readonly Check[] = [
  windowOpen,
  toolsVersion,
  httpCheck,
  file,
  command,
  fileKeep,
  clusterIdentity,
  clusterReady,
  rolloutWait,
  podsStable,
  endpointsReady,
  jobRun,
  snapshotTake,
  snapshotRestore,
];

const byName: ReadonlyMap<string, Check> = new Map(checks.map((check) => [check.name, check]));

export function findCheck(name: string): Check | undefined {
  return byName.get(name);
}

/** Names of the checks of these modes, in order of the list. */
export function checkNames(modes: readonly Check['mode'][]): readonly string[] {
  return checks.filter(({ mode }) => modes.includes(mode)).map(({ name }) => name);
}

export function allChecks(): readonly Check[] {
  return checks;
}
