import type { Place } from './notebook-state.ts';
import type { Scene } from './scene.ts';

/** Where the operator looks now: a place that is gone, or was left behind by the session, is the current step. */
export function placeNow(scene: Scene): Place {
  const { place } = scene.state;
  if (place.place === 'current') return place;
  if (!scene.shown.index.has(place.cell)) return { place: 'current' };
  if (place.place === 'cell') return place.cell === scene.current ? { place: 'current' } : place;
  const { reading } = place;
  if (reading === undefined) return place;
  const { status } = scene.inputs.reader.stepState(reading.cell).status;
  return scene.current === reading.cell && status === reading.status ? place : { place: 'current' };
}

/** The cell in focus among the shown ones. Where the current step is filtered out: the one before it. */
export function focusIndex({ shown, cells, current }: Scene, place: Place): number {
  const id = place.place === 'current' ? current : place.cell;
  const found = shown.index.get(id);
  if (found !== undefined) return found;
  const at = cells.index.get(current) ?? 0;
  return Math.max(
    0,
    shown.ids.findLastIndex((each) => (cells.index.get(each) ?? 0) <= at),
  );
}

/** True for the cell that is looked at. */
export function isFocused(scene: Scene, id: string): boolean {
  return scene.shown.ids[focusIndex(scene, placeNow(scene))] === id;
}
