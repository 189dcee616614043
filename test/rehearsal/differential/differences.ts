/** A call that the simulation answers in another way than the real server that was asked, and why. */
export interface Difference {
  readonly story: string;
  readonly call: string;
  readonly reason: string;
}

export const knownDifferences: readonly Difference[] = [];
