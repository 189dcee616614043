import type { Inventory } from '../../runbook/inventory.ts';
import { print } from '../io.ts';
import type { Workplace } from './workplace.ts';

/** From now on checkpoints go to the witnesses of platform.yaml and of the settings. A rehearsal has none. */
export async function publishTo(workplace: Workplace, inventory: Inventory): Promise<void> {
  const { io, places, publisher, rehearsal } = workplace;
  const theirs = inventory.witness ?? [];
  if (rehearsal !== undefined || theirs.length + places.witness.length === 0) return;
  const { inventoryFolder, witnessesOf } = await import('./witnesses.ts');
  publisher.use([
    ...witnessesOf(theirs, inventoryFolder(inventory.path, io), io),
    ...witnessesOf(places.witness, io.cwd, io),
  ]);
}

/** What the witnesses did not take, on stderr, once the session is closed. */
export async function sayUnpublished({ io, publisher }: Workplace): Promise<void> {
  const last = new Map(publisher.failures.map((failed) => [failed.to, failed]));
  const lines = [...last.values()].map(
    ({ to, checkpoint, observed }) => `not witnessed: checkpoint ${checkpoint}, by ${to}: ${observed}\n`,
  );
  if (lines.length === 0) return;
  const next = 'The session is not affected. `teei-runbook sessions verify` tells how far it is witnessed.\n';
  await print(io.stderr, lines.join('') + next);
}
