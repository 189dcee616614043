import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPlatform } from '../../src/rehearsal/platform.ts';
import { makeFolders } from '../../src/rehearsal/workspace/folders.ts';
import { isInstalled } from '../fixtures/rehearsal/installed.ts';
import { platformOptions } from '../fixtures/rehearsal/platform-options.ts';

/** How many rehearsals are held one after the other; the first of them load what is loaded once. */
const rehearsals = Number(process.env['TEEI_TEST_REHEARSALS'] ?? 6);
const warmUp = 4;

/** Bytes that the heap may have grown by: compiled code, and some kilobytes each; a platform that was kept holds megabytes. */
const allowance = 5_000_000 + rehearsals * 50_000;

const minute = 60_000;

/** What a process holds of its machine. */
interface Held {
  readonly files: number;
  readonly children: number;
  readonly folders: readonly string[];
  readonly servers: number;
}

describe.skipIf(!isInstalled('kubectl') || process.platform !== 'linux')('rehearsals in a row', () => {
  let temporary = '';
  let collect: () => void;

  beforeAll(() => {
    temporary = realpathSync(mkdtempSync(join(tmpdir(), 'leaks-')));
    vi.stubEnv('TMPDIR', temporary);
    setFlagsFromString('--expose-gc');
    const gc: unknown = runInNewContext('gc');
    collect = typeof gc === 'function' ? () => void Reflect.apply(gc, undefined, []) : () => undefined;
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });

  async function rehearse(): Promise<void> {
    const started = await startPlatform(platformOptions(makeFolders('{}')));
    if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join());
    const { url } = started.value.cluster;
    expect(await read(`${url}/apis/apps/v1/namespaces/teei-production/deployments`)).toContain(
      'prod-teei-analytics',
    );
    const watch = read(`${url}/api/v1/pods?watch=true`).catch(() => 'cut');
    await started.value.close();
    await watch;
    await vi.waitFor(() => refused(Number(new URL(url).port)));
  }

  function held(): Held {
    return {
      files: readdirSync('/proc/self/fd').length,
      children: readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isChild(name)).length,
      folders: readdirSync(temporary),
      servers: process.getActiveResourcesInfo().filter((name) => name.includes('Server')).length,
    };
  }

  it(
    'leave no process, port, file or memory',
    async () => {
      for (let done = 0; done < warmUp; done += 1) await rehearse();
      collect();
      const before = held();
      const heap = process.memoryUsage().heapUsed;
      for (let done = 0; done < rehearsals; done += 1) await rehearse();
      await vi.waitFor(() => expect(held()).toEqual(before));
      collect();
      expect(process.memoryUsage().heapUsed - heap).toBeLessThan(allowance);
    },
    Math.max(2, rehearsals / 10) * minute,
  );
});

/** An answer's text, by a connection of its own: a pool would keep something for each port. */
async function read(url: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(url, { agent: false }, resolve).once('error', reject);
  return text(await promise);
}

async function refused(port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => reject(new Error(`port ${String(port)} is open`)));
  socket.once('error', () => resolve());
  try {
    await promise;
  } finally {
    socket.destroy();
  }
}

function isChild(pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid);
  } catch {
    return false;
  }
}
