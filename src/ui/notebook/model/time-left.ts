import { isSettled } from '../../../session/state.ts';
import type { NotebookInputs } from './notebook-inputs.ts';

/**
 * Milliseconds that the rest of the runbook is likely to take, by what its steps took in earlier sessions.
 * Undefined: too little is known of what is left.
 */
export function timeLeft({ reader, history, live, now }: NotebookInputs): number | undefined {
  const ahead = reader.track.filter(({ id }) => !isSettled(reader.stepState(id).status));
  const known = ahead.flatMap(({ id }) => {
    const usual = history.get(id);
    if (usual === undefined) return [];
    const spent = live?.step === id ? now - live.since : 0;
    return [Math.max(0, usual - spent)];
  });
  if (known.length === 0 || known.length * 2 < ahead.length) return undefined;
  return known.reduce((sum, each) => sum + each, 0);
}

/** A guess is told as one: in minutes, and below one as such. */
export function timeLeftText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return 'less than 1 min left';
  if (minutes < 120) return `about ${String(minutes)} min left`;
  return `about ${String(Math.round(minutes / 60))} h left`;
}
