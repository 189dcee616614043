import { ChildProcess, spawn as nodeSpawn } from 'node:child_process';
import { Socket } from 'node:net';
import { $, type Options } from 'zx/core';
import { errorText } from '../../problem/problem.ts';
import type { Exit } from '../../steps/outcome.ts';
import type { ProcessIdentity, ShellSetup } from '../../steps/ports/shell.ts';
import { bootId, identityOf } from '../process-identity.ts';
import { firstShell, notStarted } from './first-shell.ts';
import { gate, quoteWord } from './prelude.ts';

/** A child that waits at the gate, with its streams. */
export interface HeldChild {
  readonly child: ChildProcess;
  readonly identity: ProcessIdentity;
  readonly stdout: Socket | undefined;
  readonly stderr: Socket | undefined;
  readonly gate: Socket;
  readonly ended: Promise<Exit>;
}

/** Starts a shell by zx that waits at the gate. Rejects with ShellNotStarted. */
export async function startHeld(setup: ShellSetup, bash: string): Promise<HeldChild> {
  const { shell, text, env } = firstShell(setup, bash);
  const taken: ChildProcess[] = [];
  const streams = setup.interactive ? ('inherit' as const) : ('pipe' as const);
  const command = $({
    ...zxDefaults,
    shell,
    cwd: setup.cwd,
    env,
    detached: !setup.interactive,
    stdio: [setup.interactive ? 'inherit' : 'ignore', streams, streams, 'pipe'],
    spawn: spawnInto(taken),
  })(Object.assign([text], { raw: [text] }));
  const output = command.then((result) => result);
  const child = taken[0];
  const [, stdout, stderr, gatePipe] = child?.stdio ?? [];
  if (child?.pid === undefined || !(gatePipe instanceof Socket)) {
    const { cause } = await output;
    throw notStarted(setup.cwd, errorText(cause));
  }
  // The child may be gone before it reads; then its exit says so, not this pipe.
  gatePipe.on('error', () => gatePipe.destroy());
  return {
    child,
    identity: identityOf(child.pid) ?? { pid: child.pid, start: '', bootId: bootId() },
    stdout: stdout instanceof Socket ? stdout : undefined,
    stderr: stderr instanceof Socket ? stderr : undefined,
    gate: gatePipe,
    ended: output.then(({ exitCode, signal }) => ({
      code: exitCode ?? undefined,
      signal: signal ?? undefined,
    })),
  };
}

/** Everything that zx would otherwise take from ZX_* variables or from its ambient `$`. */
const zxDefaults = {
  prefix: gate,
  postfix: '',
  quote: quoteWord,
  nothrow: true,
  quiet: true,
  verbose: false,
  preferLocal: false,
  timeout: 0,
} satisfies Partial<Options>;

/**
 * Node's spawn, which also keeps the child for us and hides its output from zx: zx would keep every byte
 * in memory, and its own pipe resumes a stream that we paused.
 */
function spawnInto(taken: ChildProcess[]): typeof nodeSpawn {
  return new Proxy(nodeSpawn, {
    apply(target, self, args) {
      const child: unknown = Reflect.apply(target, self, args);
      if (child instanceof ChildProcess) {
        child.stdout = null;
        child.stderr = null;
        taken.push(child);
      }
      return child;
    },
  });
}
