import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSigner } from '../../../src/platform/ssh/signer.ts';
import { noDigest } from '../../../src/session/log/digest.ts';
import { signoffPayload } from '../../../src/session/log/signoff-payload.ts';
import { parsePublicKey } from '../../../src/session/log/sshsig.ts';
import { must, refusal, temporaryFolder } from '../journal/open-test-journal.ts';
import { bareEnvironment, makeKey } from './test-keys.ts';

const payload = { namespace: 'test@teei', text: 'one\ntwo\n' };

function setUp() {
  const folder = temporaryFolder();
  const env = bareEnvironment(folder);
  return { folder, env, signer: (keyFile?: string) => createSigner({ keyFile, env, home: folder }) };
}

function signoffOf(name: string, head: string) {
  return signoffPayload('a-session', head, {
    step: { id: 'go', attempt: 1 },
    kind: 'approve',
    decision: 'yes',
    shown: noDigest,
    name,
  });
}

/** An agent of the test's own, with some keys. */
function startAgent(folder: string, env: NodeJS.ProcessEnv, keys: readonly string[]): NodeJS.ProcessEnv {
  const socket = join(folder, 'agent');
  const started = execFileSync('ssh-agent', ['-s', '-a', socket], { encoding: 'utf8', env });
  const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(started)?.[1]);
  onTestFinished(() => {
    process.kill(pid);
  });
  const withAgent = { ...env, SSH_AUTH_SOCK: socket };
  for (const key of keys) execFileSync('ssh-add', ['-q', key], { env: withAgent, stdio: 'ignore' });
  return withAgent;
}

describe('the operator’s key', () => {
  it('is the one that the settings name', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'named');
    const expected = parsePublicKey(key.publicKey);
    expect(await signer(key.file).available()).toEqual(expected);
    expect(await signer(`${key.file}.pub`).available()).toEqual(expected);
    expect(await signer('~/named').available()).toEqual(expected);
  });

  it('is git’s signing key where git signs with SSH', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'git-key');
    writeFileSync(join(folder, '.gitconfig'), `[gpg]\nformat = ssh\n[user]\nsigningkey = ${key.file}.pub\n`);
    expect(await signer().available()).toEqual(parsePublicKey(key.publicKey));
  });

  it('is not git’s signing key where git signs with OpenPGP', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'git-key');
    writeFileSync(join(folder, '.gitconfig'), `[user]\nsigningkey = ${key.file}.pub\n`);
    expect(await signer().available()).toBeUndefined();
  });

  it('is the agent’s first key, before the one in ~/.ssh', async () => {
    const { folder, env } = setUp();
    mkdirSync(join(folder, '.ssh'));
    makeKey(join(folder, '.ssh'), 'id_ed25519');
    const key = makeKey(folder, 'in-agent');
    const signer = createSigner({
      keyFile: undefined,
      env: startAgent(folder, env, [key.file]),
      home: folder,
    });
    expect(await signer.available()).toEqual(parsePublicKey(key.publicKey));
    const signed = must(await signer.sign(payload));
    expect(
      await signer.verify(payload, signed.signature, [{ name: 'Alice', keys: [key.publicKey] }]),
    ).toEqual({
      principal: 'Alice',
      fingerprint: parsePublicKey(key.publicKey)?.fingerprint,
    });
  });

  it('is ~/.ssh/id_ed25519 where nothing else is there', async () => {
    const { folder, signer } = setUp();
    mkdirSync(join(folder, '.ssh'));
    const key = makeKey(join(folder, '.ssh'), 'id_ed25519');
    expect(await signer().available()).toEqual(parsePublicKey(key.publicKey));
  });

  it('is never one that would ask for a passphrase', async () => {
    const { folder, signer } = setUp();
    mkdirSync(join(folder, '.ssh'));
    const key = makeKey(join(folder, '.ssh'), 'id_ed25519', 'a passphrase');
    expect(await signer().available()).toBeUndefined();
    expect(await signer(key.file).available()).toBeUndefined();
    expect(refusal(await signer(key.file).sign(payload)).code).toBe('sign/no-key');
  });

  it('is none where ssh-keygen is missing', async () => {
    const { folder, env } = setUp();
    const key = makeKey(folder, 'key');
    const signer = createSigner({
      keyFile: key.file,
      env: { ...env, PATH: join(folder, 'empty') },
      home: folder,
    });
    expect(await signer.available()).toBeUndefined();
  });
});

describe('a signature', () => {
  it('names its key, and is by the holder of that key alone', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'alice');
    const other = makeKey(folder, 'bob');
    const holders = [
      { name: 'Bob', keys: [other.publicKey] },
      { name: '*', keys: ['ssh-ed25519 rubbish', key.publicKey] },
    ];
    const { signature, fingerprint } = must(await signer(key.file).sign(payload));
    expect(fingerprint).toBe(parsePublicKey(key.publicKey)?.fingerprint);
    expect(await signer().verify(payload, signature, holders)).toEqual({ principal: '*', fingerprint });
  });

  it('by an approver’s key file is made at the terminal', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'approver');
    const { signature } = must(await signer().signWith(key.file, payload));
    const verified = await signer().verify(payload, signature, [{ name: 'Bob', keys: [key.publicKey] }]);
    expect(verified).toMatchObject({ principal: 'Bob' });
  });

  it('is not made by a key file that is not there', async () => {
    const { folder, signer } = setUp();
    expect(refusal(await signer().signWith(join(folder, 'missing'), payload)).code).toBe('sign/failed');
  });

  it('is refused for another text, namespace, key, or a key of two people', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'alice');
    const other = makeKey(folder, 'bob');
    const alice = { name: 'Alice', keys: [key.publicKey] };
    const { signature } = must(await signer(key.file).sign(payload));
    const verifier = signer();
    const refusals = await Promise.all([
      verifier.verify({ ...payload, text: 'one\ntwo' }, signature, [alice]),
      verifier.verify({ ...payload, namespace: 'other@teei' }, signature, [alice]),
      verifier.verify(payload, signature, [{ name: 'Alice', keys: [other.publicKey] }]),
      verifier.verify(payload, signature, []),
      verifier.verify(payload, signature, [alice, { name: 'Bob', keys: [key.publicKey] }]),
    ]);
    expect(refusals.every((result) => 'refused' in result)).toBe(true);
  });

  it('is refused with anything before, in or after its armour (20)', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'alice');
    const { signature } = must(await signer(key.file).sign(payload));
    const body = signature.split('\n').slice(1, -2).join('');
    const longer = Buffer.concat([Buffer.from(body, 'base64'), Buffer.from('more')]).toString('base64');
    const changed = [
      `${signature}junk`,
      `${signature}\n`,
      `${signature}${signature}`,
      ` ${signature}`,
      signature.replace('\n', '\n\0'),
      signature.replace(/\n/g, '\r\n'),
      `-----BEGIN SSH SIGNATURE-----\n${longer}\n-----END SSH SIGNATURE-----\n`,
    ];
    for (const armour of changed) {
      const result = await signer().verify(payload, armour, [{ name: 'Alice', keys: [key.publicKey] }]);
      expect(result).toEqual({ refused: 'it is not exactly one armoured SSH signature' });
    }
  });

  it('is taken from a sign-off that was signed elsewhere, for that very payload alone', async () => {
    const { folder, env, signer } = setUp();
    const key = makeKey(folder, 'bob');
    const wanted = signoffOf('bob', noDigest);
    const file = join(folder, 'go.signoff');
    writeFileSync(file, wanted.text);
    expect(refusal(await signer().signWith(file, wanted)).message).toContain('go.signoff.sig is missing');
    const args = ['-q', '-Y', 'sign', '-f', key.file, '-n', wanted.namespace, file];
    execFileSync('ssh-keygen', args, { env, stdio: 'ignore' });
    const { signature } = must(await signer().signWith(`${file}.sig`, wanted));
    const holders = [{ name: 'bob', keys: [key.publicKey] }];
    expect(await signer().verify(wanted, signature, holders)).toMatchObject({ principal: 'bob' });
    const other = refusal(await signer().signWith(file, signoffOf('bob', 'a'.repeat(64))));
    expect(other).toMatchObject({ code: 'sign/other-request' });
    expect(other.message).toContain('its head is not the one');
    const renamed = refusal(await signer().signWith(file, signoffOf('eve', noDigest)));
    expect(renamed.hint).toContain('in the name');
  });

  it('leaves no temporary file behind', async () => {
    const { folder, signer } = setUp();
    const key = makeKey(folder, 'alice');
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(folder, 'tmp');
    mkdirSync(tmpdir());
    onTestFinished(() => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    });
    const { signature } = must(await signer(key.file).sign(payload));
    await signer().verify(payload, signature, [{ name: 'Alice', keys: [key.publicKey] }]);
    await signer().signWith(join(folder, 'missing'), payload);
    expect(readdirSync(tmpdir())).toEqual([]);
  });
});
