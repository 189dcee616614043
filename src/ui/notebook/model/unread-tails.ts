import { filedOutput, shownAttempt } from './cell/attempt.ts';
import { foldOf } from './fold.ts';
import type { PageRow } from './page-window.ts';
import type { Scene } from './scene.ts';
import { stepTrail } from './trail.ts';

/** The steps on the page that would show the end of an output, and have none yet. */
export function unreadTails(scene: Scene, window: readonly PageRow[]): readonly string[] {
  const { shown, inputs } = scene;
  const cells = [...new Set(window.map(({ cell }) => cell))];
  return cells
    .map((cell) => shown.ids[cell] ?? '')
    .filter((id) => id !== '' && !inputs.tails.has(id) && hasOutput(scene, id));
}

function hasOutput(scene: Scene, id: string): boolean {
  const { reader, trail } = scene.inputs;
  const fold = foldOf(scene, id);
  if (fold !== 'recent' && fold !== 'full') return false;
  const state = reader.stepState(id);
  const told = stepTrail(trail, id);
  const attempt = shownAttempt(state, told);
  if (attempt === undefined) return false;
  // What an interrupted one has printed is not filed yet: nobody knows whether there is any.
  if (state.status.status === 'interrupted') return true;
  return (filedOutput(attempt, told)?.bytes ?? 0) > 0;
}
