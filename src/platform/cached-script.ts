import { hash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { Script } from 'node:vm';

/** A CommonJS file that was run. */
export interface LoadedScript {
  readonly exports: Readonly<Record<string, unknown>>;
  /** How many earlier runs the compiled functions came from; 0: all of them are compiled now. */
  readonly kept: number;
  /** Keeps what has been compiled by now, unless enough runs have done so. Never throws. */
  keep(): void;
}

/** Where compiled code is kept: one file for each script and use. */
export interface ScriptCache {
  /** Absolute. V8's version and flags are part of its name: see node:module's getCompileCacheDir. */
  readonly folder: string;
  /** A file name's word for what the script is used for this time: other uses call other functions. */
  readonly use: string;
}

/** One run rarely calls all that the next one calls: each of the first few adds what it called. */
const runsKept = 3;

/**
 * Runs a script, with its functions compiled already where an earlier run kept them. Node's own compile cache
 * keeps a module as it is before it ran, and so without nearly all of its functions: compiling those anew is a
 * third of a cold `lint`. `file`: absolute and in ASCII; its name has to change with its content. It imports
 * nothing dynamically.
 */
export function loadCachedScript(file: string, cache: ScriptCache | undefined): LoadedScript {
  // Read as latin1, V8 takes a byte for a character, and checks and converts nothing.
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const place = cache && join(cache.folder, `${basename(file, extname(file))}.${cache.use}`);
  const found = place === undefined ? undefined : readKept(place);
  const script = new Script(source, { filename: file, ...(found && { cachedData: found.data }) });
  const kept = script.cachedDataRejected === true ? 0 : (found?.runs ?? 0);
  const own = { exports: {} };
  const run: unknown = script.runInThisContext();
  if (typeof run === 'function') {
    Reflect.apply(run, undefined, [own.exports, createRequire(file), own, file, dirname(file)]);
  }
  return {
    exports: own.exports,
    kept,
    keep: () => {
      if (place === undefined || kept >= runsKept) return;
      writeKept(place, { runs: kept + 1, data: script.createCachedData() });
    },
  };
}

interface Kept {
  readonly runs: number;
  readonly data: Buffer;
}

const digestBytes = 32;

/** V8 runs what it is given, and a damaged file would end the process: it has to be whole, and the user's own. */
function readKept(path: string): Kept | undefined {
  try {
    const bytes = readOwn(path);
    const content = bytes.subarray(digestBytes);
    if (!digest(content).equals(bytes.subarray(0, digestBytes))) return undefined;
    return { data: content.subarray(0, -1), runs: content.readUInt8(content.length - 1) };
  } catch {
    return undefined;
  }
}

const staleMs = 30 * 24 * 60 * 60 * 1000;

/** Whole or not at all: of two processes, the last one counts. What other versions left long ago is removed. */
function writeKept(path: string, { runs, data }: Kept): void {
  try {
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(lstatSync(folder))) return;
    const version = basename(path, extname(path));
    for (const name of readdirSync(folder)) {
      const other = join(folder, name);
      if (!name.startsWith(`${version}.`) && lstatSync(other).mtimeMs < Date.now() - staleMs) rmSync(other);
    }
    const content = Buffer.concat([data, Buffer.of(runs)]);
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, Buffer.concat([digest(content), content]), { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch {
    // Without a place to keep it, the next start is as slow as this one.
  }
}

/** Throws where the file, or what it is in, could have been written by somebody else. */
function readOwn(path: string): Buffer {
  if (!isOwn(lstatSync(dirname(path)))) throw new Error('the folder is open to others');
  const file = openSync(path, 'r');
  try {
    if (!isOwn(fstatSync(file))) throw new Error('the file is open to others');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function isOwn({ uid, mode }: Stats): boolean {
  return uid === process.geteuid?.() && (mode & 0o077) === 0;
}

function digest(data: Buffer): Buffer {
  return hash('sha256', data, 'buffer');
}
