import type { WitnessTarget } from '../runbook/inventory.ts';
import { parseDatabaseAddress } from '../runbook/values/database-address.ts';

/** Reads `file=PATH`, `command=TEXT` or `postgresql=URL`; undefined: it is none of them. */
export function readWitnessSetting(text: string): WitnessTarget | undefined {
  const at = text.indexOf('=');
  const value = text.slice(at + 1).trim();
  if (at < 0 || value === '') return undefined;
  switch (text.slice(0, at)) {
    case 'file':
      return { to: 'file', file: value };
    case 'command':
      return { to: 'command', command: value };
    case 'postgresql':
      return parseDatabaseAddress(value) === undefined ? undefined : { to: 'postgresql', url: value };
    default:
      return undefined;
  }
}
