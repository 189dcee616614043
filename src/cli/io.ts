import type { Readable, Writable } from 'node:stream';

/** What a command has of the world outside, so that tests can give it another. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The folder of sessions that the command line names, such as a copied archive; else the settings decide. */
  readonly sessions?: string | undefined;
}

/** Writes lines; resolves when they are handed on, so that a pipe is never cut short by an exit. */
export function print(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve());
  });
}
