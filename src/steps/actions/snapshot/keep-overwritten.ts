import { join } from 'node:path';
import { stringify } from 'yaml';
import type { RunContext } from '../../context.ts';
import type { ObjectChange } from './changes.ts';

/** Writes what is about to be overwritten, as it is now, into the step's folder. */
export async function keepOverwritten(
  changes: readonly ObjectChange[],
  { ports, stepDir }: RunContext,
): Promise<void> {
  const live = changes.map((change) => change.live).filter((object) => object !== undefined);
  if (live.length === 0) return;
  await ports.files.write(
    join(stepDir, 'overwritten.yaml'),
    live.map((object) => stringify(object)).join('---\n'),
  );
}
