import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { env, hrtime } from 'node:process';

/*
 * Loaded into the program before it starts (node --import), so that what it shows is the same on every machine
 * and every day: its clock stands until it is set, and the one at the terminal and the machine have fixed names.
 */
const clock = env['WORLD_CLOCK'] ?? '';
const now = (): number => Number(readFileSync(clock, 'utf8'));
const { userInfo } = os;

Date.now = now;
hrtime.bigint = () => BigInt(now()) * 1_000_000n;
Object.assign(os, {
  userInfo: () => ({ ...userInfo(), username: 'on-call' }),
  hostname: () => 'bastion',
});
syncBuiltinESMExports();
