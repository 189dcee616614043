import type { FrontEnd } from '../session/front-end.ts';
import { nobody } from '../session/nobody.ts';
import type { Turns } from './script.ts';
import { type ScriptedWalk, walkScript } from './walk-script.ts';

/** A front end that is a test's script, and how its walk ended. */
export interface ScriptedFrontEnd {
  readonly frontEnd: FrontEnd;
  /** Undefined: nothing was walked yet. */
  walked(): ScriptedWalk | undefined;
}

/** When a walk is stopped before its end. */
export interface Limits {
  /** Real milliseconds. */
  readonly timeout: number;
  /** Aborts when the whole run of tests is to end. */
  readonly signal: AbortSignal;
}

/** Answers what a step asks as the script says. What is asked before a session starts is in the case already. */
export function scriptedFrontEnd(turns: Turns, limits: Limits): ScriptedFrontEnd {
  let walked: ScriptedWalk | undefined;
  return {
    walked: () => walked,
    frontEnd: {
      questions: nobody,
      opening: () => undefined,
      terminal: { lend: () => Promise.resolve(), takeBack: () => Promise.resolve() },
      async walk(session, signal) {
        const stop = AbortSignal.any([signal, limits.signal, AbortSignal.timeout(limits.timeout)]);
        const stopStep = (): void => session.stop('shutdown');
        stop.addEventListener('abort', stopStep);
        walked = await walkScript(session, turns, stop);
        stop.removeEventListener('abort', stopStep);
        return walked.end;
      },
      choose: () => Promise.resolve({ choice: 'quit' }),
      close: () => Promise.resolve(),
    },
  };
}
