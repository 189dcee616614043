import { readFileSync } from 'node:fs';

/** What a process has taken so far. */
export interface Taken {
  /** The most resident memory that it has had (`VmHWM`), in MB of a million bytes. */
  readonly memory: number;
  /** What it has read, from files and pipes, in MB. */
  readonly read: number;
}

/** Undefined: the process is gone. */
export function takenBy(pid: number): Taken | undefined {
  const kibibytes = numberIn(`/proc/${pid}/status`, /^VmHWM:\s+(\d+) kB$/m);
  const read = numberIn(`/proc/${pid}/io`, /^rchar: (\d+)$/m);
  if (kibibytes === undefined || read === undefined) return undefined;
  return { memory: (kibibytes * 1024) / 1e6, read: read / 1e6 };
}

/** Looks at a process that may not live until somebody asks. The function given ends that and tells what was seen last. */
export function watchTaken(pid: number): () => Taken {
  let last: Taken = { memory: Number.NaN, read: Number.NaN };
  const look = (): void => {
    last = takenBy(pid) ?? last;
  };
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    look();
    return last;
  };
}

function numberIn(path: string, pattern: RegExp): number | undefined {
  try {
    const found = pattern.exec(readFileSync(path, 'utf8'))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}
