/** Files that steps read and write. Paths are absolute. */
export interface Files {
  /** Undefined when there is no such file. Rejects for any other error. */
  read(path: string, limit?: number): Promise<Buffer | undefined>;
  /** The last bytes of a file, at most `limit`; empty when there is no such file. */
  readTail(path: string, limit: number): Promise<Buffer>;
  /** Writes whole files: a temporary file, fsync, rename; mode 0600 unless the file exists, whose mode is kept. */
  write(path: string, content: string | Buffer): Promise<void>;
  stat(
    path: string,
  ): Promise<{ readonly size: number; readonly modified: number; readonly folder: boolean } | undefined>;
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<readonly string[]>;
}
