import type { Layer } from './layer.ts';

/** What lies over a screen, the newest on top. */
export interface Layers {
  readonly top: Layer | undefined;
  /** Lays it on top; the function given takes it away again, from wherever it lies then. */
  push(layer: Layer): () => void;
}

/** `changed` is told of every layer that comes or goes. */
export function createLayers(changed: () => void): Layers {
  let stack: readonly Layer[] = [];
  return {
    get top() {
      return stack.at(-1);
    },
    push(layer) {
      stack = [...stack, layer];
      changed();
      return () => {
        stack = stack.filter((each) => each !== layer);
        changed();
      };
    },
  };
}
