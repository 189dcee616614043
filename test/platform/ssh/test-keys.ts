import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An SSH key made for one test. */
export interface TestKey {
  /** The private key's file. */
  readonly file: string;
  /** The line of its public-key file. */
  readonly publicKey: string;
}

/** Makes an Ed25519 key; with a passphrase, it can't be used without asking. */
export function makeKey(folder: string, name: string, passphrase = ''): TestKey {
  const file = join(folder, name);
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    'ed25519',
    '-N',
    passphrase,
    '-C',
    `${name} of a test`,
    '-f',
    file,
  ]);
  return { file, publicKey: readFileSync(`${file}.pub`, 'utf8').trim() };
}

/** An environment in which no key of whoever runs the tests can be found. */
export function bareEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_DIR: join(home, 'no-repository'),
  };
}
