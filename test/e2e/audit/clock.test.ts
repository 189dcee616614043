import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../src/platform/process-identity.ts';
import { openTerminal } from '../support/open-terminal.ts';
import { command, item, runbookText } from '../support/runbook-text.ts';
import { spawnedIsGone, spawnedPid } from '../support/spawned-process.ts';
import { expectWholeLogs, openWorkspace, type Workspace } from '../support/workspace.ts';
import { anotherMachine, ownBootId } from './support/another-machine.ts';
import { giveKey, logText, needs, openAtVictim, resume, typesIn, walksOn } from './support/crash-scene.ts';
import { verdictOn } from './support/verdict.ts';

const hour = 3_600_000;
const tenYears = 10 * 365.25 * 24 * hour;

/** How far the clock went back, in milliseconds, by each record that tells of it. */
async function stepsBack(workspace: Workspace): Promise<readonly number[]> {
  return (await workspace.events()).flatMap((event) =>
    event.type === 'clock.stepped' ? [event.milliseconds] : [],
  );
}

describe('a clock that jumps', () => {
  it('48 one hour back, ten years on, and back again: told, nothing times out, and the log is verified', async () => {
    const workspace = openWorkspace();
    giveKey(workspace);
    const wait = 'echo begun; until [ -e ready ]; do sleep 0.05; done; echo ran >> "$LEDGER"';
    workspace.write(
      'clock.md',
      runbookText(
        'Clock',
        item('first', 'First'),
        command('wait', wait, 'effect: read, timeout: 5m'),
        item('last', 'Last'),
      ),
    );
    const machine = anotherMachine(workspace, {});
    const session = openTerminal(workspace, ['clock.md', '--plain'], { program: machine.program });
    await session.sees('first> ');
    machine.becomes({ clock: -hour });
    session.says('yes');
    await session.sees('wait> ');
    expect(await stepsBack(workspace)).toEqual([expect.closeTo(-hour, -5)]);

    session.says('run');
    await session.sees('│ begun');
    machine.becomes({ clock: tenYears });
    workspace.write('ready', '');
    await session.sees('last> ');
    expect(workspace.ledgerLines()).toEqual(['ran']);
    session.says('leave');
    expect(await session.ends()).toBe(3);
    expect(verdictOn(workspace, []).state).toBe('verified');

    // On a machine whose clock is right.
    const resumed = resume(workspace);
    await resumed.sees('last> ');
    expect(await walksOn(resumed, 'yes')).toBe(0);
    const [, back] = await stepsBack(workspace);
    expect(back).toBeLessThan(-tenYears + hour);
    expect(typesIn(workspace).filter((type) => type === 'clock.stepped')).toHaveLength(2);
    expect(verdictOn(workspace, [])).toMatchObject({ exitCode: 0, state: 'verified', ended: true });
  });
});

describe('a machine that starts anew', () => {
  it('49 a reboot in the middle of a command: unknown, a person says, and no stranger with its number is stopped', async (context) => {
    needs(context, process.platform === 'linux' ? undefined : 'there is no /proc here');
    const workspace = openWorkspace();
    const script =
      'echo victim >> "$LEDGER"; echo begun; until [ -e ready ]; do sleep 0.05; done; echo over >> "$LEDGER"';
    const session = await openAtVictim(workspace, script);
    session.says('run');
    await session.sees('│ begun');
    process.kill(session.pid, 'SIGKILL');
    expect(await session.ends()).toBe(137);
    const before = logText(workspace);
    const pid = spawnedPid(workspace);

    const bootId = '00000000-0000-4000-8000-000000000001';
    const { program } = anotherMachine(workspace, { bootId });
    const resumed = openTerminal(workspace, ['--resume', '--plain'], { program });
    await resumed.sees('done HOW YOU KNOW');
    await resumed.sees('victim> ');
    expect(resumed.screen()).not.toContain('Its command still runs');
    // What bears that number now is something else.
    expect(identityOf(pid)).toBeDefined();
    expect(await walksOn(resumed, 'done it is in the ledger', 'yes')).toBe(0);
    expect(identityOf(pid)).toBeDefined();
    workspace.write('ready', '');
    await spawnedIsGone(workspace);

    expect(workspace.ledgerLines()).toEqual(['victim', 'over']);
    expect(logText(workspace).startsWith(before)).toBe(true);
    const boots = workspace.logLines().map((line) => /"boot_id":"([^"]+)","actor"/.exec(line)?.[1]);
    expect(new Set(boots)).toEqual(new Set([ownBootId(), bootId]));
    expect(boots.at(-1)).toBe(bootId);
    expectWholeLogs(workspace);
  });
});
