import { type Scan, scanBackward, scanForward } from './scan.ts';

export interface Found {
  readonly offset: number;
  /** True: it was only found behind the end, or before the beginning, where the search went on. */
  readonly wrapped: boolean;
}

/**
 * The nearest matching line: from `from` on to the end and then from the beginning; backwards the other way
 * round, `from` itself not among them. Undefined: there is none, or the search was aborted.
 */
export async function find(scan: Scan, direction: 1 | -1, from: number): Promise<Found | undefined> {
  const { size } = scan.source;
  const search = direction === 1 ? scanForward : scanBackward;
  const [first, second] =
    direction === 1
      ? [
          { from, to: size },
          { from: 0, to: from },
        ]
      : [
          { from: 0, to: from },
          { from, to: size },
        ];
  const near = await search(scan, first.from, first.to);
  if (near !== undefined) return { offset: near, wrapped: false };
  const seen = first.to - first.from;
  const rest = { ...scan, progress: (bytes: number) => scan.progress(seen + bytes) };
  const far = await search(rest, second.from, second.to);
  return far === undefined ? undefined : { offset: far, wrapped: true };
}
