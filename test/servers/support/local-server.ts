import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { vi } from 'vitest';

/** Where Debian puts what is not in everybody's PATH. */
const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', ...postgresPlaces()];

function postgresPlaces(): readonly string[] {
  try {
    const root = '/usr/lib/postgresql';
    return readdirSync(root)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}

/** The path of a program that is installed; undefined: it is not. */
export function programPath(name: string): string | undefined {
  return places
    .map((place) => join(place, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A port of loopback that nobody listens on. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close(() => resolve(port));
  });
  return promise;
}

/** Nobody's user number and group: servers that refuse to run as root get these. */
const nobody = 65_534;

/** A folder that goes with the test; it is the servers' own, where the tests run as root. */
export function serverFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `teei-server-${name}-`));
  chmodSync(path, 0o755);
  if (process.getuid?.() === 0) chownSync(path, nobody, nobody);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface LocalServer {
  stop(): Promise<void>;
}

/**
 * Starts a server and resolves when `isReady` first gives true. Rejects with what it has written where it ends before
 * that, or is not ready in time.
 */
export async function startServer(
  program: string,
  args: readonly string[],
  isReady: () => Promise<boolean>,
): Promise<LocalServer> {
  const isRoot = process.getuid?.() === 0;
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const isOver = (): boolean => child.exitCode !== null || child.pid === undefined;
  try {
    await vi.waitUntil(async () => isOver() || (await isReady()), { timeout: 20_000, interval: 50 });
  } catch {
    child.kill('SIGKILL');
  }
  if (isOver() || child.killed) throw new Error(`${program} did not start:\n${written}`);
  return { stop: () => stopped(child, ended) };
}

function stopped(child: ChildProcess, ended: Promise<void>): Promise<void> {
  // PostgreSQL takes SIGINT for a fast shutdown; the others take it as well.
  if (child.exitCode === null) child.kill('SIGINT');
  return ended;
}

/** True when something answers an HTTP request with a status below 300. */
export async function answersAt(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url);
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
