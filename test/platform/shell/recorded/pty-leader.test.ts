import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  decodeReport,
  encodeMessage,
  type LeaderOrder,
  type LeaderReport,
} from '../../../../src/platform/shell/recorded/leader-messages.ts';

const leaderFile = fileURLToPath(
  new URL('../../../../src/platform/shell/recorded/pty-leader.ts', import.meta.url),
);
const here = { cwd: tmpdir(), env: { PATH: process.env['PATH'] ?? '', ONLY: 'this' } };

/** The leader as script(1) would start it, without a terminal. */
function startLeader() {
  const child = spawn(process.execPath, [leaderFile], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const channel = child.stdio[3];
  if (!(channel instanceof Socket)) throw new Error('there is no channel');
  const reports: (LeaderReport | undefined)[] = [];
  const lines = createInterface({ input: channel });
  lines.on('line', (line) => void reports.push(decodeReport(line)));
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return {
    pid: child.pid,
    closed: once(child, 'close'),
    printed: () => printed,
    send: (text: string) => channel.write(text),
    hangUp: () => channel.end(),
    /** The next report; undefined: it has gone without one. */
    async report(): Promise<LeaderReport | undefined> {
      if (reports.length === 0) await Promise.race([once(lines, 'line'), once(lines, 'close')]);
      return reports.shift();
    },
  };
}

async function reportOn(order: LeaderOrder): Promise<{ report: LeaderReport | undefined; printed: string }> {
  const leader = startLeader();
  expect(await leader.report()).toEqual({ report: 'ready', pid: leader.pid });
  leader.send(encodeMessage(order));
  const report = await leader.report();
  expect(await leader.closed).toEqual([0, null]);
  return { report, printed: leader.printed() };
}

describe('the leader of a recorded terminal', () => {
  it('runs its order with the environment it is given, and no other', async () => {
    const args = [
      '-c',
      'env | grep -vE "^(_|PWD|SHLVL|PATH)="; [ -e /proc/$$/fd/3 ] || echo closed; exit 130',
    ];
    expect(await reportOn({ ...here, command: 'bash', args })).toEqual({
      report: { report: 'ended', code: 130, signal: undefined },
      printed: 'ONLY=this\nclosed\n',
    });
  });

  it('tells a signal from a code', async () => {
    const { report } = await reportOn({ ...here, command: 'bash', args: ['-c', 'kill -INT $$'] });
    expect(report).toEqual({ report: 'ended', code: undefined, signal: 'SIGINT' });
  });

  it('says why it could not start it', async () => {
    const { report } = await reportOn({ ...here, cwd: '/nowhere', command: 'bash', args: [] });
    expect(report?.report === 'not-started' && report.why).toContain('ENOENT');
  });

  it('runs nothing without an order', async () => {
    const leader = startLeader();
    await leader.report();
    leader.hangUp();
    expect(await leader.report()).toBeUndefined();
    expect(await leader.closed).toEqual([0, null]);
  });

  it('runs nothing by an order that it can’t read', async () => {
    const leader = startLeader();
    await leader.report();
    leader.send('{"command":"bash"}\n');
    expect(await leader.report()).toMatchObject({ report: 'not-started' });
    await leader.closed;
  });
});
