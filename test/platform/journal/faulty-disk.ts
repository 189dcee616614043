import { type LogFile, type OpenLogFile, openLogFile } from '../../../src/platform/journal/log-file.ts';

type Operation = 'write' | 'datasync' | 'truncate';

/** A disk behind the port that can be full, take few bytes at a time, or fail. */
export interface FaultyDisk {
  readonly openFile: OpenLogFile;
  /** How many more bytes it takes before it is full. */
  setSpace(bytes: number): void;
  /** The most bytes it takes in one write. */
  setLongestWrite(bytes: number): void;
  /** Makes an operation on files whose path ends so fail from now on; undefined ends it. */
  setFailure(
    failure: { readonly operation: Operation; readonly code: string; readonly file: string } | undefined,
  ): void;
  /** How often each file was synced, by its path. */
  readonly syncs: Map<string, number>;
}

export function createFaultyDisk(): FaultyDisk {
  let space = Number.POSITIVE_INFINITY;
  let longest = Number.POSITIVE_INFINITY;
  let failure: { readonly operation: Operation; readonly code: string; readonly file: string } | undefined;
  const syncs = new Map<string, number>();

  function failIf(operation: Operation, path: string): void {
    if (failure?.operation === operation && path.endsWith(failure.file)) throw systemError(failure.code);
  }

  async function openFaulty(path: string): Promise<LogFile> {
    const file = await openLogFile(path);
    let { size } = file;
    return {
      size,
      close: () => file.close(),
      async write(bytes) {
        failIf('write', path);
        const count = Math.min(bytes.length, longest, space);
        if (count === 0) throw systemError('ENOSPC');
        const taken = await file.write(bytes.subarray(0, count));
        space -= taken;
        size += taken;
        return taken;
      },
      async datasync() {
        failIf('datasync', path);
        syncs.set(path, (syncs.get(path) ?? 0) + 1);
        await file.datasync();
      },
      async truncate(to) {
        failIf('truncate', path);
        await file.truncate(to);
        space += size - to;
        size = to;
      },
    };
  }

  return {
    openFile: openFaulty,
    setSpace: (bytes) => {
      space = bytes;
    },
    setLongestWrite: (bytes) => {
      longest = bytes;
    },
    setFailure: (next) => {
      failure = next;
    },
    syncs,
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by the test`), { code });
}
