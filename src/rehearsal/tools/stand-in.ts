/** A program of the rehearsal that stands for a real one: a POSIX shell script. */
export interface StandIn {
  readonly name: string;
  /**
   * `always`: the real one would reach a real system. `missing`: the real one does no harm, and is used where it is
   * installed.
   */
  readonly when: 'always' | 'missing';
  /** What the script does, without its first lines; `$rehearsal` is the folder of the rehearsal. */
  readonly body: string;
}

/** Ends every version text of a stand-in, so that nobody takes it for the real one. */
export const mark = '(rehearsal stand-in)';

/** The whole text of a stand-in's script. */
export function scriptOf({ name, body }: StandIn): string {
  return [
    '#!/bin/sh',
    `# Stands for ${name} in a rehearsal. It reaches no real system.`,
    'rehearsal=$(dirname "$(dirname "$0")")',
    `unknown() { echo "${name}: $* is not practised in a rehearsal ${mark}" >&2; exit 1; }`,
    body.trim(),
    '',
  ].join('\n');
}
