import childProcess, { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { env, hrtime } from 'node:process';

/*
 * Loaded into the program before it starts (node --import), so that what it shows is the same on every machine
 * and every day: its clock stands but for what commands take, which is always the same, until it is set; the one
 * at the terminal and the machine have fixed names, and chance always says the same.
 */
const clock = env['WORLD_CLOCK'] ?? '';
/** Milliseconds that a command takes. */
const ofCommand = 87;
let taken = 0;
const now = (): number => Number(readFileSync(clock, 'utf8')) + taken;
const { userInfo } = os;

Date.now = now;
// The end of a session's id is made of it.
Math.random = () => 0x7f3a / 0x1_0000;
hrtime.bigint = () => BigInt(now()) * 1_000_000n;
Object.assign(os, {
  userInfo: () => ({ ...userInfo(), username: 'on-call' }),
  hostname: () => 'bastion',
});
Object.assign(childProcess, {
  spawn: new Proxy(childProcess.spawn, {
    apply(spawn, self, args): unknown {
      const child: unknown = Reflect.apply(spawn, self, args);
      if (child instanceof ChildProcess) child.once('exit', () => (taken += ofCommand));
      return child;
    },
  }),
});
syncBuiltinESMExports();
