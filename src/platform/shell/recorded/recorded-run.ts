import { constants } from 'node:os';
import { isatty } from 'node:tty';
import type { Exit } from '../../../steps/outcome.ts';
import type { Recording } from '../../../steps/recording.ts';
import type { ShellExit, ShellRun } from '../../../steps/ports/shell.ts';
import { bootId, identityOf } from '../../process-identity.ts';
import { bashArguments, checkedEnvironment, notStarted } from '../first-shell.ts';
import { pump } from '../pump.ts';
import { terminalSession } from '../stop.ts';
import { watchForStop } from '../watch-for-stop.ts';
import { Backlog } from './backlog.ts';
import { type Ending, openRecordedTerminal, type RecordedTerminal } from './recorded-terminal.ts';
import { findScript } from './script-program.ts';
import { suspendJob } from './suspend.ts';
import { readModes, writeModes } from './tty-modes.ts';
import { TypescriptFrame } from './typescript-frame.ts';

/** Bytes that may wait for the disk. */
const mostWaiting = 32 * 1024 * 1024;

interface Settings {
  readonly bash: string;
  readonly grace: number;
}

/**
 * Runs a script in a terminal inside this one, whose picture is delivered as it comes. A text: why nothing can be
 * recorded; nothing was run then, and the script can still have this terminal itself.
 */
export async function runRecorded(request: ShellRun, settings: Settings): Promise<ShellExit | string> {
  if (!isatty(0) || !isatty(1)) return 'there is no terminal';
  const env = checkedEnvironment(request, settings.bash);
  const program = await findScript(env);
  if (typeof program === 'string') return program;
  const modes = readModes();
  const terminal = await openRecordedTerminal(program, env);
  if (typeof terminal === 'string') {
    writeModes(modes);
    return terminal;
  }
  try {
    return await runIn(terminal, request, { ...settings, env, modes });
  } finally {
    // Where script(1) was killed, it has given nothing back.
    if ((await terminal.closed).signal !== undefined) writeModes(modes);
  }
}

interface Running extends Settings {
  readonly env: Readonly<Record<string, string>>;
  readonly modes: string | undefined;
}

async function runIn(terminal: RecordedTerminal, request: ShellRun, running: Running): Promise<ShellExit> {
  const everything = terminalSession(terminal.leader);
  const watch = watchForStop(request.signal, everything, running.grace);
  const recorded = record(terminal, request, watch.stop);
  recorded.catch(() => undefined);
  terminal.onStopping(() => {
    const wake = (): void => void terminal.script.kill('SIGCONT');
    void suspendJob({ terminal: everything, modes: running.modes, wake });
  });
  const onHangUp = (): void => hangUp(terminal.leader);
  process.prependListener('SIGHUP', onHangUp);
  const refused = await begin(terminal, request, running);
  const at = performance.now();
  const ending = await terminal.ending;
  const milliseconds = performance.now() - at;
  const closed = await terminal.closed;
  process.off('SIGHUP', onHangUp);
  // Nobody could stop later what goes on behind a terminal that is no more.
  if (ending.ending === 'lost') watch.stop();
  const recording = await recorded;
  await watch.end();
  if (refused !== undefined) throw refused.error;
  if (ending.ending === 'not-started') throw notStarted(request.cwd, ending.why);
  return { exit: exitOf(ending, closed), stopped: watch.cause(), milliseconds, recording };
}

/**
 * Passes a hang-up on before anything else is done about it: script(1) of util-linux does not, and tells the command
 * of an end of input instead, 10 ms later.
 */
function hangUp(leader: number): void {
  try {
    process.kill(-leader, 'SIGHUP');
  } catch {
    // It has ended in the meantime.
  }
}

async function begin(
  terminal: RecordedTerminal,
  request: ShellRun,
  { bash, env }: Running,
): Promise<{ readonly error: unknown } | undefined> {
  const { leader } = terminal;
  try {
    await request.onSpawn(identityOf(leader) ?? { pid: leader, start: '', bootId: bootId() });
    terminal.begin({ command: bash, args: bashArguments(request), cwd: request.cwd, env });
    return undefined;
  } catch (error) {
    terminal.refuse();
    return { error };
  }
}

/** Delivers what the terminal shows; says how much of it that was. */
async function record(terminal: RecordedTerminal, request: ShellRun, stop: () => void): Promise<Recording> {
  const frame = new TypescriptFrame();
  const backlog = new Backlog({
    async deliver(chunk) {
      try {
        await request.onOutput('stdout', chunk);
      } catch (error) {
        stop();
        throw error;
      }
    },
    limit: mostWaiting,
  });
  const exited = new AbortController();
  void terminal.closed.then(() => exited.abort('exited'));
  await pump(terminal.typescript, (chunk) => backlog.add(frame.push(chunk)), exited.signal);
  backlog.add(frame.end());
  await backlog.settled();
  const { signal } = await terminal.closed;
  if (backlog.cut) return { recorded: 'in-part', why: 'the disk was too slow for all of it' };
  if (signal !== undefined) return { recorded: 'in-part', why: `script(1) was ended by ${signal}` };
  return { recorded: 'whole' };
}

/** Where the leader was killed, script(1) knows by which signal: 128 and its number, as shells have it. */
function exitOf(ending: Ending, script: Exit): Exit {
  if (ending.ending === 'ended') return ending.exit;
  const number = (script.code ?? 0) - 128;
  const signal = Object.entries(constants.signals).find(([, each]) => each === number)?.[0];
  if (signal !== undefined) return { code: undefined, signal };
  return script.signal === undefined ? script : { code: undefined, signal: 'SIGHUP' };
}
