import type { SessionListener } from '../../session/engine/listener.ts';
import { encodeRecord } from '../../session/record.ts';
import type { RunOptions } from '../commands/run-options.ts';
import type { Io } from '../io.ts';

/** With --json, prints each record of the session as it is written, one a line. */
export function jsonRecords({ stdout }: Io, { json }: RunOptions): { readonly listener?: SessionListener } {
  if (!json) return {};
  return { listener: { onRecord: (record) => stdout.write(`${encodeRecord(record)}\n`) } };
}
