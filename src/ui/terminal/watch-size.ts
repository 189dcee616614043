import { coalesced } from './coalesce.ts';

/** A window that is being dragged is drawn for at most this often, in milliseconds. */
const resizeInterval = 33;

/** Calls when the window may have another size. Gives what ends the watch. */
export function watchSize(onChange: () => void): () => void {
  // Not the stream's own event: there and back again leaves the size as it was, and the screen empty.
  const onResize = coalesced(onChange, resizeInterval);
  process.on('SIGWINCH', onResize);
  return () => {
    process.off('SIGWINCH', onResize);
    onResize.cancel();
  };
}
