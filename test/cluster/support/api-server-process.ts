import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { field, items, text } from '../../../src/steps/manifest/json.ts';
import { parse } from 'yaml';

/** The API server of the test cluster, as a process of this machine that may be killed and started again. */
export interface ApiServerProcess {
  kill(): void;
  /** Starts it as it ran before: command line, folder, environment, log. */
  start(): void;
}

/** Finds who listens on the port that the kubeconfig names. Text: why it can't be found, or may not be killed. */
export function findApiServer(kubeconfig: string): ApiServerProcess | string {
  const parsed: unknown = parse(readFileSync(kubeconfig, 'utf8'));
  const url = new URL(text(field(items(field(parsed, 'clusters'))[0], 'cluster', 'server')) ?? 'http://none');
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    return `the API server is at ${url.host}, not on this machine`;
  const pid = listenerOf(Number(url.port));
  if (pid === undefined) return `no process of ours listens on port ${url.port}`;
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  const [file, ...args] = command;
  if (file === undefined || !file.endsWith('kube-apiserver'))
    return `port ${url.port} is not an API server’s own`;
  const run = {
    cwd: readlinkSync(`/proc/${pid}/cwd`),
    env: environmentOf(pid),
    log: readlinkSync(`/proc/${pid}/fd/1`),
  };
  return {
    kill: () => void process.kill(Number(pid), 'SIGKILL'),
    start: () => {
      const log = openSync(run.log, 'a');
      const stdio = ['ignore', log, log] as const;
      const child = spawn(file, args, { cwd: run.cwd, env: run.env, detached: true, stdio: [...stdio] });
      child.unref();
      tellPid(join(run.cwd, 'pid'), pid, String(child.pid));
    },
  };
}

function listenerOf(port: number): string | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const listening = '0A';
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => readFileSync(path, 'utf8').split('\n'));
  const inodes = rows
    .map((row) => row.trim().split(/\s+/))
    .filter((cells) => cells[1]?.endsWith(`:${wanted}`) === true && cells[3] === listening)
    .map((cells) => `socket:[${cells[9] ?? ''}]`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => socketsOf(pid).some((socket) => inodes.includes(socket)));
}

function socketsOf(pid: string): readonly string[] {
  return quietly([], () =>
    readdirSync(`/proc/${pid}/fd`).map((fd) => quietly('', () => readlinkSync(`/proc/${pid}/fd/${fd}`))),
  );
}

function environmentOf(pid: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const entry of readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)) {
    const [name = '', value = ''] = entry.split(/=(.*)/s);
    env[name] = value;
  }
  return env;
}

/** Whoever keeps the pid in a file, to stop the server later, is given the new one. */
function tellPid(folder: string, before: string, now: string): void {
  for (const name of quietly([], () => readdirSync(folder))) {
    const path = join(folder, name);
    if (readFileSync(path, 'utf8').trim() === before) writeFileSync(path, `${now}\n`);
  }
}

/** Processes and their files come and go while they are looked at, and some are not ours. */
function quietly<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
