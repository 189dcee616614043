/** A frame of a recorded walk, and how long one looks at it. */
export interface Scene<Frame> {
  readonly frame: Frame;
  readonly seconds: number;
  /** What is done here, in a few words. */
  readonly caption: string;
}

/** Frames one after the other, all of one size. */
export type Recording<Frame> = readonly Scene<Frame>[];

/** Each scene with the second at which it begins. */
export function timed<Frame>(
  recording: Recording<Frame>,
): readonly (Scene<Frame> & { readonly begins: number })[] {
  let begins = 0;
  return recording.map((scene) => {
    const at = { ...scene, begins };
    begins += scene.seconds;
    return at;
  });
}

/** How long a recording takes, in seconds. */
export function lengthOf(recording: Recording<unknown>): number {
  return recording.reduce((sum, { seconds }) => sum + seconds, 0);
}
