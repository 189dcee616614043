import type { Inventory } from '../runbook/inventory.ts';
import type { WrittenInventory } from '../runbook/inventory-schema.ts';
import type { Clock } from '../steps/ports/clock.ts';
import type { Scenario } from './scenario/model.ts';
import type { Folders } from './workspace/folders.ts';
import type { LibrarySource } from './workspace/library.ts';

/** What the platform of a rehearsal is made of. */
export interface PlatformOptions {
  readonly scenario: Scenario;
  /** How many times as fast as the clock the platform runs. */
  readonly pace: number;
  /** Made for it alone; removed when it is closed. */
  readonly folders: Folders;
  /** The operator's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly library: LibrarySource;
  readonly inventory: { readonly written: WrittenInventory; readonly read: Inventory | undefined };
  /** The environment that is rehearsed; undefined: it is not known yet, and nothing runs at the beginning. */
  readonly environment: string | undefined;
  /** A version that was rolled out over the running one a short while ago. Absent: none was. */
  readonly deployed?: string;
  /** The repository that the operator stands in, where it holds an overlay of the inventory. */
  readonly team: string | undefined;
  /** The folder of the sample platform. */
  readonly sample: string;
}
