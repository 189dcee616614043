import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { parseSignature } from '../../session/log/sshsig.ts';
import type { Signed, SignedPayload, Signer } from '../../session/ports.ts';
import { signedElsewhere } from './signed-elsewhere.ts';
import { findKey, type KeySearch, type SigningKey } from './find-key.ts';
import { withPrivateFiles } from './private-files.ts';
import { runTool, type ToolRun } from './run-tool.ts';
import { verifyByHolders } from './verify-signature.ts';

/** An agent may ask its user for a confirmation; the session does not wait for it longer than this. */
const signTimeout = 20_000;

/** Signs and verifies by `ssh-keygen -Y`, with the operator's key where one can be used without asking. */
export function createSigner(search: KeySearch): Signer {
  let known: SigningKey | undefined;

  async function key(): Promise<SigningKey | undefined> {
    known ??= await findKey(search);
    return known;
  }

  return {
    async available() {
      const found = await key();
      return found === undefined ? undefined : { fingerprint: found.fingerprint, publicKey: found.publicKey };
    },
    async sign(payload) {
      const found = await key();
      return found === undefined ? err(noKey()) : signSilently(found, payload, search.env);
    },
    async signWith(keyFile, payload) {
      const file = resolve(keyFile);
      return (await signedElsewhere(file, payload)) ?? signAtTerminal(file, payload, search.env);
    },
    verify: (payload, signature, principals) => verifyByHolders(payload, signature, principals, search.env),
  };
}

function signSilently(
  key: SigningKey,
  payload: SignedPayload,
  env: NodeJS.ProcessEnv,
): Promise<Result<Signed>> {
  const files = { payload: payload.text, 'key.pub': `${key.publicKey}\n` };
  return withPrivateFiles(files, async (folder) => {
    const args = signArgs(key.privateFile ?? join(folder, 'key.pub'), payload, folder);
    return signed(folder, payload, await runTool('ssh-keygen', args, { env, timeout: signTimeout }));
  });
}

function signAtTerminal(
  keyFile: string,
  payload: SignedPayload,
  env: NodeJS.ProcessEnv,
): Promise<Result<Signed>> {
  return withPrivateFiles({ payload: payload.text }, async (folder) => {
    const args = ['-q', ...signArgs(keyFile, payload, folder)];
    return signed(folder, payload, await runTool('ssh-keygen', args, { env, terminal: true }));
  });
}

function signArgs(keyFile: string, payload: SignedPayload, folder: string): readonly string[] {
  return ['-Y', 'sign', '-f', keyFile, '-n', payload.namespace, join(folder, 'payload')];
}

/** ssh-keygen leaves the signature beside the file that it signed. */
async function signed(
  folder: string,
  payload: SignedPayload,
  run: ToolRun | undefined,
): Promise<Result<Signed>> {
  if (run === undefined) return err(noTool());
  const signature = await readFile(join(folder, 'payload.sig'), 'utf8').catch(() => '');
  const parsed = parseSignature(signature);
  if (run.code === 0 && parsed?.namespace === payload.namespace)
    return ok({ signature, fingerprint: parsed.fingerprint });
  return err(
    problem('sign/failed', 'The key did not sign.', {
      hint: 'Check that the key’s file is readable, its passphrase right and its agent or token there',
      cause: run.stderr.trim(),
    }),
  );
}

function noKey() {
  return problem('sign/no-key', 'There is no SSH key that signs without asking for a passphrase.', {
    hint: 'Load your key with ssh-add, or name one in the settings',
  });
}

function noTool() {
  return problem('sign/no-tool', 'ssh-keygen is not installed, so nothing can be signed.', {
    hint: 'Install the OpenSSH client',
  });
}
