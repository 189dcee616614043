import type { ProcessIdentity } from '../../steps/ports/shell.ts';
import type { EventOf } from '../events.ts';

/** The record of an attempt's process, which is on the disk before the process may run anything. */
export function spawnedEvent(
  step: EventOf<'step.spawned'>['step'],
  { pid, start, bootId }: ProcessIdentity,
): EventOf<'step.spawned'> {
  return { type: 'step.spawned', step, process: { pid, start, boot_id: bootId } };
}
