import { accessSync, constants, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../src/platform/process-identity.ts';
import type { EventOf } from '../../../src/session/events.ts';
import { programPath } from '../program.ts';
import { fillsIn, uses } from '../support/offered-keys.ts';
import { command, item, runbookText, step } from '../support/runbook-text.ts';
import { openScreen, type ScreenUser } from '../support/screen.ts';
import type { ScreenOptions } from '../support/shown-program.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';

interface Opened {
  readonly workspace: Workspace;
  readonly user: ScreenUser;
}

const talking = 'effect: read, interactive: true';

function opened(script: string, options = talking, screen: ScreenOptions = {}): Opened {
  const workspace = openWorkspace();
  const text = runbookText('Talk', command('talk', script, options), item('after', 'After it'));
  workspace.write('talk.md', text);
  return { workspace, user: openScreen(workspace, ['talk.md'], screen) };
}

async function finished(workspace: Workspace): Promise<EventOf<'step.finished'>> {
  const events = await workspace.events();
  const found = events.findLast((event) => event.type === 'step.finished');
  if (found === undefined) throw new Error('no step has finished');
  return found;
}

/** What the attempt that ended last left as its output. */
async function recording(workspace: Workspace): Promise<string> {
  const { output } = await finished(workspace);
  if (output === undefined) throw new Error('there is no output');
  return readFileSync(join(workspace.sessionFolder(), output.path), 'latin1');
}

/** Every byte below a folder. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** Resolves when nobody has this process id any more, or only as a zombie; the test's time limit is the bound. */
async function gone(pid: number): Promise<void> {
  while (identityOf(pid) !== undefined) await new Promise((resolve) => setImmediate(resolve));
}

describe('an interactive step', () => {
  it('leaves what the terminal showed as its output, byte for byte', async () => {
    const { workspace, user } = opened(
      'read -r -p "who""? " who; printf "hello %s\\n\\e[1mbold\\e[0m\\n" "$who"; [ -t 0 ] && [ -t 1 ] && [ -t 2 ]',
    );
    await uses(user, 'Enter', 'run');
    await user.sees('who? ');
    user.types('Ada\r');
    await user.sees('▸ to do 2 After it');
    expect(await recording(workspace)).toBe('who? Ada\r\nhello Ada\r\n\x1b[1mbold\x1b[0m\r\n');
    expect(await finished(workspace)).toMatchObject({
      result: 'passed',
      exit_code: 0,
      summary: 'exit code 0',
      recording: { recorded: 'whole' },
    });
    await user.sees('hello Ada');
    await uses(user, 'y', 'yes');
    await user.sees('COMPLETED');
    expectWholeLogs(workspace);
  });

  it('keeps no password that is read without echo', async () => {
    const { workspace, user } = opened(
      'read -rs -p "pass""word: " word; echo; echo "$word" >> "$LEDGER"; echo "let ""in"',
    );
    await uses(user, 'Enter', 'run');
    await user.sees('password: ');
    user.types('correct-horse-battery\r');
    await user.sees('▸ to do 2 After it');
    expect(await recording(workspace)).toBe('password: \r\nlet in\r\n');
    expect(workspace.ledgerLines()).toEqual(['correct-horse-battery']);
    expect(everythingIn(workspace.sessionFolder())).not.toContain('correct-horse');
    expect(user.raw()).not.toContain('correct-horse');
  });

  it('masks a secret that the command shows', async () => {
    const workspace = openWorkspace();
    workspace.write(
      'secret.md',
      runbookText(
        'Secret',
        step('kind: ask', 'id: token', 'question: Which token?', 'asks: { token: { type: secret } }'),
        command(
          'talk',
          'echo "it is $TOKEN"; read -r -p "and"" yours? " it; echo "$it" >> "$LEDGER"',
          talking,
        ),
        item('after', 'After it'),
      ),
    );
    const user = openScreen(workspace, ['secret.md']);
    await uses(user, 'Enter', 'answer');
    await fillsIn(user, 'Answer', 'correct-horse-battery');
    await uses(user, 'Enter', 'run');
    await user.sees('and yours? ');
    user.types('correct-horse-battery\r');
    await user.sees('▸ to do 3 After it');
    expect(workspace.ledgerLines()).toEqual(['correct-horse-battery']);
    const masked = '[REDACTED:token]';
    expect(await recording(workspace)).toBe(`it is ${masked}\r\nand yours? ${masked}\r\n`);
    expect((await finished(workspace)).output).toMatchObject({ redactions: 2 });
    expect(everythingIn(workspace.sessionFolder())).not.toContain('correct-horse');
    expectWholeLogs(workspace);
  });

  it('comes back from the alternate screen of an editor, with its control sequences kept', async () => {
    const { workspace, user } = opened(String.raw`
printf '\e[?1049h\e[2J\e[H%sing' edit
IFS= read -rsn 1 key
printf '\e[?1049l'
echo "key $key"`);
    await uses(user, 'Enter', 'run');
    await user.sees('editing');
    user.types('q');
    await user.sees('▸ to do 2 After it');
    expect(user.alternate()).toBe(true);
    expect(user.cursorShown()).toBe(false);
    expect(user.rows()[0]).toContain('Talk');
    expect(await recording(workspace)).toBe('\x1b[?1049h\x1b[2J\x1b[Hediting\x1b[?1049lkey q\r\n');
    await uses(user, 'y', 'yes');
    await user.sees('COMPLETED');
    expectWholeLogs(workspace);
  });

  it('learns of a new window size', async () => {
    const { workspace, user } = opened(
      'trap "stty size" WINCH; stty size; echo rea""dy; until [ -e "$LEDGER.on" ]; do sleep 0.05; done',
    );
    await uses(user, 'Enter', 'run');
    await user.sees('ready');
    await user.sees('30 100');
    user.resizes(90, 25);
    await user.sees('25 90');
    workspace.write('ledger.on', '');
    await user.sees('▸ to do 2 After it');
    expect(await recording(workspace)).toContain('25 90\r\n');
  });
});

describe('the end of an interactive step', () => {
  it('is a signal where Ctrl+C ended it, and says what was shown up to then', async () => {
    const { workspace, user } = opened('echo "sleeping"" now"; sleep 600');
    await uses(user, 'Enter', 'run');
    await user.sees('sleeping now');
    user.types('\x03');
    await user.sees('✗ FAILED 1');
    const event = await finished(workspace);
    expect(event).toMatchObject({ result: 'failed', signal: 'SIGINT', recording: { recorded: 'whole' } });
    expect(event).not.toHaveProperty('exit_code');
    expect(await recording(workspace)).toBe('sleeping now\r\n^C');
  });

  it.each([
    ['a code that looks like a signal', 'exit 130', { exit_code: 130 }],
    ['a signal', 'kill -KILL $$', { signal: 'SIGKILL' }],
    ['Ctrl+\\', 'ulimit -c 0; echo go; cat', { signal: 'SIGQUIT' }, '\x1c'],
  ])('is told as it was: %s', async (_name, script, end, key = '') => {
    const { workspace, user } = opened(`echo rea""dy; ${script}`);
    await uses(user, 'Enter', 'run');
    await user.sees('ready');
    user.types(key);
    await user.sees('✗ FAILED 1');
    const { exit_code, signal } = await finished(workspace);
    expect({ exit_code, signal }).toEqual({ exit_code: undefined, signal: undefined, ...end });
  });

  it('does not wait for what runs on in the background, which loses its terminal', async () => {
    const { workspace, user } = opened('sleep 600 & echo $! >> "$LEDGER"; echo en""ded');
    await uses(user, 'Enter', 'run');
    await user.sees('▸ to do 2 After it');
    expect(await recording(workspace)).toBe('ended\r\n');
    await gone(Number(workspace.ledgerLines()[0]));
  });

  it('takes everything with it at its timeout: jobs of a shell, and what ignores TERM', async () => {
    const { workspace, user } = opened(
      'set -m; (trap "" TERM HUP; echo $BASHPID >> "$LEDGER"; while :; do sleep 600; done) & echo $$ >> "$LEDGER"; wait',
      `${talking}, timeout: 1s`,
    );
    await uses(user, 'Enter', 'run');
    await user.sees('✗ FAILED 1');
    expect(await finished(workspace)).toMatchObject({ stopped: 'timeout' });
    const pids = workspace.ledgerLines().map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids) await gone(pid);
  });

  it('gives the terminal back as it was where the recorder is killed', async () => {
    const { workspace, user } = opened('echo rea""dy; ps -o ppid= -p $PPID >> "$LEDGER"; sleep 600');
    await uses(user, 'Enter', 'run');
    await user.sees('ready');
    const recorder = await firstLine(workspace);
    process.kill(Number(recorder), 'SIGKILL');
    await user.sees('✗ FAILED 1');
    expect(await finished(workspace)).toMatchObject({
      signal: 'SIGHUP',
      recording: { recorded: 'in-part', why: 'script(1) was ended by SIGKILL' },
    });
    await user.sees('recorded in part');
  });
});

describe('a recorded terminal', () => {
  it('stops at Ctrl+Z with everything in it, and is back after fg', async () => {
    const workspace = openWorkspace();
    const script = 'read -r -p "a"" line: " line; echo "$line" >> "$LEDGER"';
    workspace.write(
      'talk.md',
      runbookText('Talk', command('talk', script, talking), item('after', 'After it')),
    );
    const user = openScreen(workspace, [], {
      program: ['bash', '--norc', '--noprofile', '-i'],
      env: { PS1: 'shell> ' },
    });
    await user.sees('shell> ');
    user.types(`'${process.execPath}' '${programPath}' talk.md\r`);
    await uses(user, 'Enter', 'run');
    await user.sees('a line: ');
    for (let round = 0; round < 2; round += 1) {
      await user.presses('ctrl+z');
      await user.sees('Stopped');
      user.types('clear; stty -a | grep -o " -*icanon"; echo from"-"shell\r');
      await user.sees('from-shell');
      // The shell has the terminal as it was before.
      await user.sees(/^ icanon$/m);
      user.types('clear; fg\r');
      await user.missesNow('Stopped');
      await user.sees('talk.md');
    }
    user.types('back again\r');
    await user.sees('▸ to do 2 After it');
    expect(workspace.ledgerLines()).toEqual(['back again']);
    await uses(user, 'y', 'yes');
    await user.sees('COMPLETED');
    await uses(user, 'q', 'leave');
    await user.sees('COMPLETED');
    expectWholeLogs(workspace);
  });

  it('goes with the terminal that it is in, and so does what it runs', async () => {
    const { workspace, user } = opened(
      'echo $$ >> "$LEDGER"; echo rea""dy; sleep 600; echo never >> "$LEDGER"',
    );
    await uses(user, 'Enter', 'run');
    await user.sees('ready');
    user.hangsUp();
    await gone(user.pid);
    const [pid, ...more] = workspace.ledgerLines();
    await gone(Number(pid));
    expect(more).toEqual([]);
    expect(await finished(workspace)).toMatchObject({ result: 'failed', stopped: 'shutdown' });
    expectWholeLogs(workspace);
  });

  it('does not outlive a kill of this program', async () => {
    const { workspace, user } = opened('echo $$ >> "$LEDGER"; echo rea""dy; cat; echo never >> "$LEDGER"');
    await uses(user, 'Enter', 'run');
    await user.sees('ready');
    user.signals('SIGKILL');
    const [pid, ...more] = workspace.ledgerLines();
    await gone(Number(pid));
    expect(more).toEqual([]);
    const next = openScreen(workspace, ['--resume']);
    await next.sees('! interrupted');
  });
});

describe('a step that can’t be recorded', () => {
  it('runs as ever where script(1) is not installed, and says so', async () => {
    const bare = openWorkspace();
    const { workspace, user } = opened('read -r -p "who""? " who; echo "$who" >> "$LEDGER"', talking, {
      env: { PATH: pathWithout(bare.folder, 'script') },
    });
    await uses(user, 'Enter', 'run');
    await user.sees('who? ');
    user.types('Ada\r');
    await user.sees('▸ to do 2 After it');
    await user.sees('not recorded: script(1) is not installed');
    expect(workspace.ledgerLines()).toEqual(['Ada']);
    const event = await finished(workspace);
    expect(event.recording).toEqual({ recorded: 'no', why: 'script(1) is not installed' });
    expect(event.output).toBeUndefined();
  });
});

async function firstLine(workspace: Workspace): Promise<string> {
  for (;;) {
    const [line] = workspace.ledgerLines();
    if (line !== undefined) return line;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A folder with everything of PATH but one program. */
function pathWithout(folder: string, program: string): string {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  for (const from of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of namesIn(from)) {
      if (name !== program && !namesIn(programs).includes(name))
        symlinkSync(join(from, name), join(programs, name));
    }
  }
  return programs;
}

function namesIn(folder: string): readonly string[] {
  try {
    accessSync(folder, constants.R_OK);
    return readdirSync(folder);
  } catch {
    return [];
  }
}
