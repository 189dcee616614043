import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { errorText } from '../../../problem/problem.ts';
import type { Exit } from '../../../steps/outcome.ts';
import { openFifo } from './fifo.ts';
import { decodeReport, encodeMessage, leaderDescriptor, type LeaderOrder } from './leader-messages.ts';
import { type ScriptProgram, scriptArguments } from './script-program.ts';

/** The leader lies beside this module, in the sources and in the bundle. */
const leaderFile = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './pty-leader.ts' : './pty-leader.mjs', import.meta.url),
);

/** How the command in a recorded terminal came to its end. */
export type Ending =
  | { readonly ending: 'ended'; readonly exit: Exit }
  | { readonly ending: 'not-started'; readonly why: string }
  /** Nothing told how: the terminal was taken away, or its leader killed. */
  | { readonly ending: 'lost' };

/** A terminal that script(1) opened inside this one. Its leader waits for the order. */
export interface RecordedTerminal {
  readonly script: ChildProcess;
  /** The process id of the leader: the terminal's session and first group bear the same number. */
  readonly leader: number;
  /** What the terminal shows, with what script(1) adds. */
  readonly typescript: Socket;
  begin(order: LeaderOrder): void;
  /** Lets the leader go; it has run nothing. */
  refuse(): void;
  /** Called when everything in the terminal stops by Ctrl+Z. */
  onStopping(listener: () => void): void;
  readonly ending: Promise<Ending>;
  /** Resolves when script(1) has ended: it has given the outer terminal back, unless a signal ended it. */
  readonly closed: Promise<Exit>;
}

/** Opens one. A text: why it could not be opened; nothing was run. */
export async function openRecordedTerminal(
  program: ScriptProgram,
  env: Readonly<Record<string, string>>,
): Promise<RecordedTerminal | string> {
  try {
    return await open(program, env);
  } catch (thrown) {
    return errorText(thrown);
  }
}

async function open(
  program: ScriptProgram,
  env: Readonly<Record<string, string>>,
): Promise<RecordedTerminal | string> {
  const fifo = await openFifo(env);
  const script = spawn('script', scriptArguments(program, fifo.path, [process.execPath, leaderFile]), {
    env: ownEnvironment(env),
    stdio: ['inherit', 'inherit', 'pipe', 'pipe'],
  });
  const closed = endOf(script, () => {
    fifo.letEnd();
    fifo.remove();
  });
  const complaint = textOf(script);
  const channel = script.stdio[leaderDescriptor];
  if (!(channel instanceof Socket)) return `script(1) could not be started: ${await complaint}`;
  channel.on('error', () => channel.destroy());
  const { ready, ending, onStopping } = listenTo(channel);
  const leader = await ready;
  if (leader === undefined) {
    const { code } = await closed;
    fifo.reader.destroy();
    return `script(1) opened no terminal: ${(await complaint) || `exit code ${code}`}`;
  }
  return {
    script,
    leader,
    typescript: fifo.reader,
    begin: (order) => void channel.write(encodeMessage(order)),
    refuse: () => channel.end(),
    onStopping,
    ending,
    closed,
  };
}

/** Nothing of the step's: no secret is in the environment of what only records. */
function ownEnvironment({
  PATH = '',
  TERM = 'dumb',
  TMPDIR,
}: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { PATH, TERM, SHELL: '/bin/sh', LC_ALL: 'C', ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

function endOf(script: ChildProcess, tidy: () => void): Promise<Exit> {
  const { promise, resolve } = Promise.withResolvers<Exit>();
  script.once('error', () => resolve({ code: 127, signal: undefined }));
  script.once('exit', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }));
  return promise.finally(tidy);
}

/** What it says of itself; what it runs has the terminal for that. */
async function textOf({ stderr }: ChildProcess): Promise<string> {
  const most = 2000;
  let text = '';
  stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = `${text}${chunk}`.slice(0, most);
  });
  if (stderr !== null) await once(stderr, 'close');
  return text.trim();
}

function listenTo(channel: Socket): {
  readonly ready: Promise<number | undefined>;
  readonly ending: Promise<Ending>;
  readonly onStopping: (listener: () => void) => void;
} {
  const ready = Promise.withResolvers<number | undefined>();
  const ending = Promise.withResolvers<Ending>();
  let stopping: (() => void) | undefined;
  const lines = createInterface({ input: channel });
  lines.on('line', (line) => {
    const told = decodeReport(line);
    switch (told?.report) {
      case 'ready':
        return ready.resolve(told.pid);
      case 'stopping':
        return stopping?.();
      case 'not-started':
        return ending.resolve({ ending: 'not-started', why: told.why });
      case 'ended':
        return ending.resolve({ ending: 'ended', exit: { code: told.code, signal: told.signal } });
      case undefined:
        return undefined;
    }
  });
  lines.once('close', () => {
    ready.resolve(undefined);
    ending.resolve({ ending: 'lost' });
  });
  return {
    ready: ready.promise,
    ending: ending.promise,
    onStopping: (listener) => {
      stopping = listener;
    },
  };
}
