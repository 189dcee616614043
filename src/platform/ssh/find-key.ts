import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parsePublicKey } from '../../session/log/sshsig.ts';
import { runTool } from './run-tool.ts';

/** A key that signs without asking anybody. */
export interface SigningKey {
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
  readonly fingerprint: string;
  /** The private key's file; undefined: the agent holds it. */
  readonly privateFile: string | undefined;
}

export interface KeySearch {
  /** The key that the settings name: a public or private key file. */
  readonly keyFile: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly home?: string;
}

/**
 * The operator's key: what the settings name, else git's signing key (gpg.format ssh), else the agent's first
 * key, else ~/.ssh/id_ed25519. A key that would ask for a passphrase or a touch is passed over, since nothing
 * may ask behind the operator's back; load it into the agent to use it.
 */
export async function findKey(search: KeySearch): Promise<SigningKey | undefined> {
  const agent = await agentKeys(search.env);
  if (search.keyFile !== undefined) return keyOfFile(expand(search.keyFile, search), agent, search.env);
  return (
    (await gitKey(search, agent)) ??
    agent[0] ??
    (await keyOfFile(join(home(search), '.ssh', 'id_ed25519.pub'), agent, search.env))
  );
}

async function agentKeys(env: NodeJS.ProcessEnv): Promise<readonly SigningKey[]> {
  if (env['SSH_AUTH_SOCK'] === undefined) return [];
  const listed = await runTool('ssh-add', ['-L'], { env, timeout: 5000 });
  if (listed?.code !== 0) return [];
  return listed.stdout.split('\n').flatMap((line) => {
    const key = parsePublicKey(line);
    return key === undefined || needsTouch(key) ? [] : [{ ...key, privateFile: undefined }];
  });
}

async function gitKey(search: KeySearch, agent: readonly SigningKey[]): Promise<SigningKey | undefined> {
  const format = await gitSetting('gpg.format', search.env);
  const named = format === 'ssh' ? await gitSetting('user.signingkey', search.env) : undefined;
  if (named === undefined) return undefined;
  const literal = parsePublicKey(named.replace(/^key::/, ''));
  if (literal !== undefined) return agent.find((key) => key.publicKey === literal.publicKey);
  return keyOfFile(expand(named, search), agent, search.env);
}

async function gitSetting(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const read = await runTool('git', ['config', '--get', name], { env, timeout: 5000 });
  const value = read?.code === 0 ? read.stdout.trim() : '';
  return value === '' ? undefined : value;
}

async function keyOfFile(
  file: string,
  agent: readonly SigningKey[],
  env: NodeJS.ProcessEnv,
): Promise<SigningKey | undefined> {
  const privateFile = file.replace(/\.pub$/, '');
  const publicFile = await readText(`${privateFile}.pub`);
  const listed = publicFile === undefined ? undefined : parsePublicKey(publicFile);
  const held = agent.find((key) => key.publicKey === listed?.publicKey);
  if (held !== undefined) return held;
  if (!(await isThere(privateFile))) return undefined;
  const own = await withoutPassphrase(privateFile, env);
  return own === undefined || needsTouch(own) ? undefined : { ...own, privateFile };
}

/** Keys on a security key (sk-ssh-…) wait for a touch each time. */
function needsTouch(key: { readonly publicKey: string }): boolean {
  return key.publicKey.startsWith('sk-');
}

/** The public part of a private key that needs no passphrase: `-P ''` makes ssh-keygen fail instead of asking. */
async function withoutPassphrase(file: string, env: NodeJS.ProcessEnv) {
  const read = await runTool('ssh-keygen', ['-y', '-P', '', '-f', file], { env, timeout: 5000 });
  return read?.code === 0 ? parsePublicKey(read.stdout) : undefined;
}

function expand(file: string, search: KeySearch): string {
  if (file.startsWith('~/')) return join(home(search), file.slice(2));
  return isAbsolute(file) ? file : resolve(file);
}

function home(search: KeySearch): string {
  return search.home ?? search.env['HOME'] ?? homedir();
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
