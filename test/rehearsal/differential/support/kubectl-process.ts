import { spawn } from 'node:child_process';

export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a kubectl works: nothing of the environment but what it needs, so that no proxy is in its way. */
export interface KubectlPlace {
  readonly kubeconfig: string;
  /** Holds the cached discovery. */
  readonly cache: string;
}

/** Runs kubectl to its end, but no longer than half a minute. */
export async function runKubectl(
  place: KubectlPlace,
  args: readonly string[],
  input: string,
): Promise<Ended> {
  const child = spawn('kubectl', args, {
    env: kubectlEnv(place),
    stdio: 'pipe',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  // It may end without having read all.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  child.once('error', reject);
  child.once('close', (code) => resolve({ exit: code ?? -1, stdout, stderr }));
  return promise;
}

/** Keeps a port-forward open for as long as `use` takes, with its local port. */
export async function withForward<T>(
  place: KubectlPlace,
  target: string,
  use: (port: string) => Promise<T>,
): Promise<T> {
  const [name = '', port = ''] = target.split(' ');
  const child = spawn('kubectl', ['port-forward', name, port], {
    env: kubectlEnv(place),
    stdio: 'pipe',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const local = /Forwarding from 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (local !== undefined) resolve(local);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.once('error', reject);
    child.once('close', () => reject(new Error(said)));
    return await use(await promise);
  } finally {
    child.kill();
  }
}

function kubectlEnv({ kubeconfig, cache }: KubectlPlace): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, HOME: cache, KUBECONFIG: kubeconfig, KUBECACHEDIR: cache };
}
