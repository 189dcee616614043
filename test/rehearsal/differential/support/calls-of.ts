import type { Call, Story } from './model.ts';

/** All calls of a story, those that are made during a watch too. */
export function callsOf({ calls }: Story): readonly Call[] {
  return calls.flatMap((call) => (call.run === 'watch' ? [call, ...call.meanwhile] : [call]));
}
