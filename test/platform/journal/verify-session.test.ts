import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { verifySession } from '../../../src/platform/journal/verify-session.ts';
import { createSigner } from '../../../src/platform/ssh/signer.ts';
import { sha256 } from '../../../src/session/log/digest.ts';
import type { Verification } from '../../../src/session/log/verification.ts';
import { makeKey } from '../ssh/test-keys.ts';
import { must } from './open-test-journal.ts';
import { makeSignedSession, rechain, signersLine } from './signed-session.ts';

// Each test starts several programs, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function failures(result: Verification): readonly string[] {
  return result.findings.filter(({ severity }) => severity === 'failure').map(({ code }) => code);
}

function notices(result: Verification): readonly string[] {
  return result.findings.filter(({ severity }) => severity === 'notice').map(({ code }) => code);
}

describe('a session as it was written', () => {
  it('is verified, with the people on the auditor’s list, and said to be unwitnessed', async () => {
    const made = await makeSignedSession();
    const result = await made.verify({ requireSigned: true });
    expect(result).toMatchObject({ state: 'verified', events: 8, ended: true, unsignedEvents: 0 });
    expect(result.signers.map(({ principal }) => principal)).toEqual(['alice', 'bob']);
    expect(result.findings.map(({ code }) => code)).toEqual(['verify/unwitnessed']);
    expect(result.head).toBe(sha256(made.lines().at(-1) ?? ''));
  });

  it('without a list names the keys, and says that nobody vouches for them', async () => {
    const { folder, env } = await makeSignedSession();
    const result = await verifySession(folder, { requireSigned: false, env });
    expect(result.state).toBe('verified');
    expect(notices(result).filter((code) => code === 'verify/signer-unlisted')).toHaveLength(2);
    const required = await verifySession(folder, { requireSigned: true, env });
    expect(failures(required)).toEqual(['verify/signers-list']);
  });

  it('without a key is unsigned, and failed where signatures are required', async () => {
    const { verify } = await makeSignedSession({ signed: false });
    const result = await verify();
    expect(result.state).toBe('unsigned');
    expect(notices(result)).toContain('verify/checkpoint-unsigned');
    expect(failures(await verify({ requireSigned: true }))).toEqual(['verify/unsigned']);
  });

  it('that is not there at all has failed', async () => {
    const { folder, verify } = await makeSignedSession();
    rmSync(join(folder, 'events'), { recursive: true });
    expect((await verify()).state).toBe('failed');
  });
});

describe('a log that was changed', () => {
  it('fails for any one byte edited before the last checkpoint (1)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    const original = lines();
    const covered = original.slice(0, -1).join('');
    for (let at = 5; at < covered.length; at += Math.ceil(covered.length / 12)) {
      const edited = `${covered.slice(0, at)}${covered[at] === 'x' ? 'y' : 'x'}${covered.slice(at + 1)}`;
      setLines([edited, ...original.slice(-1)]);
      expect((await verify()).state).toBe('failed');
    }
  });

  it('fails for a line deleted (2)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    setLines(lines().toSpliced(2, 1));
    expect(failures(await verify())).toContain('verify/chain');
  });

  it('fails for lines swapped (3)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    const [first = '', second = '', ...rest] = lines();
    setLines([second, first, ...rest]);
    expect(failures(await verify())).toContain('verify/chain');
  });

  it('fails for a number given twice (4)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    const all = lines();
    setLines([...all.slice(0, 3), ...all.slice(2)]);
    expect(failures(await verify())).toContain('verify/chain');
  });

  it('fails when the chain was made right again without the key (5)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    setLines(rechain(lines().map((line) => line.replace('all good', 'all bad!'))));
    const found = failures(await verify());
    expect(found).not.toContain('verify/chain');
    expect(found).toContain('verify/checkpoint-mismatch');
  });

  it('fails when records that a checkpoint covers were dropped (6)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    setLines(lines().slice(0, 4));
    expect(failures(await verify())).toContain('verify/checkpoint-mismatch');
  });

  it('rolled back to an older checkpoint is all right only without a witness, which is said (7)', async () => {
    const { folder, verify, lines, setLines } = await makeSignedSession();
    setLines(lines().slice(0, 4));
    for (const ending of ['txt', 'sig']) rmSync(join(folder, `checkpoints/000003.${ending}`));
    const result = await verify();
    expect(result).toMatchObject({ state: 'verified', ended: false });
    expect(notices(result)).toContain('verify/unwitnessed');
  });

  it('has an unsigned tail when records were forged behind the last checkpoint (8)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    const all = lines();
    const forged = all.find((line) => line.includes('all good')) ?? '';
    setLines(rechain([...all, forged.replace('all good', 'trust me')]));
    expect(await verify()).toMatchObject({ state: 'unsigned-tail', unsignedEvents: 1 });
    expect((await verify({ requireSigned: true })).state).toBe('failed');
  });

  it('fails for a key given twice (21)', async () => {
    const { verify, lines, setLines } = await makeSignedSession();
    setLines(lines().map((line) => line.replace('"seq":3,', '"seq":3,"seq":3,')));
    expect(failures(await verify())).toContain('verify/bad-record');
  });

  it('has an unsigned tail, and is no failure, when a crash tore its end', async () => {
    const { folder, verify } = await makeSignedSession();
    appendFileSync(join(folder, 'events/000001.jsonl'), '\0\0\0');
    const result = await verify();
    expect(result.state).toBe('unsigned-tail');
    expect(notices(result)).toContain('verify/torn-tail');
  });
});

describe('checkpoints that were changed', () => {
  it('fail when one in the middle is missing (9)', async () => {
    const { folder, verify } = await makeSignedSession();
    for (const ending of ['txt', 'sig']) rmSync(join(folder, `checkpoints/000002.${ending}`));
    expect(failures(await verify())).toContain('verify/checkpoint-missing');
  });

  it('fail when all were stripped and the log still mentions them (10)', async () => {
    const { folder, verify } = await makeSignedSession();
    rmSync(join(folder, 'checkpoints'), { recursive: true });
    mkdirSync(join(folder, 'checkpoints'));
    expect(failures(await verify())).toContain('verify/checkpoint-missing');
  });

  it('leave a log unsigned when they were stripped from it too (10)', async () => {
    const { folder, verify, lines, setLines } = await makeSignedSession();
    rmSync(join(folder, 'checkpoints'), { recursive: true });
    mkdirSync(join(folder, 'checkpoints'));
    setLines(rechain(lines().filter((line) => !/"type":"(checkpoint|signoff)"/.test(line))));
    const result = await verify();
    expect(result.state).toBe('unsigned');
    expect((await verify({ requireSigned: true })).state).toBe('failed');
  });

  it('fail when their signatures alone were stripped (10)', async () => {
    const { folder, verify } = await makeSignedSession();
    rmSync(join(folder, 'checkpoints/000003.sig'));
    expect(failures(await verify())).toContain('verify/checkpoint-missing');
  });

  it('count as unsigned when the writer was killed between the text and its signature (27)', async () => {
    const { folder, verify, lines, setLines } = await makeSignedSession();
    rmSync(join(folder, 'checkpoints/000003.sig'));
    setLines(lines().slice(0, -1));
    expect(await verify()).toMatchObject({ state: 'unsigned-tail', unsignedEvents: 3 });
  });

  it('fail when a stranger signed them (11)', async () => {
    const { root, folder, env, verify } = await makeSignedSession();
    const stranger = makeKey(root, 'stranger');
    const text = readFileSync(join(folder, 'checkpoints/000003.txt'), 'utf8');
    const payload = { namespace: 'teei-runbook-checkpoint@teei', text };
    const signed = must(await createSigner({ keyFile: stranger.file, env }).sign(payload));
    writeFileSync(join(folder, 'checkpoints/000003.sig'), signed.signature);
    expect(failures(await verify())).toEqual(['verify/signature-refused']);
  });

  it('fail when they were signed for another purpose (12)', async () => {
    const { folder, env, operatorKey, verify } = await makeSignedSession();
    const text = readFileSync(join(folder, 'checkpoints/000003.txt'), 'utf8');
    const payload = { namespace: 'file', text };
    const signed = must(await createSigner({ keyFile: operatorKey.file, env }).sign(payload));
    writeFileSync(join(folder, 'checkpoints/000003.sig'), signed.signature);
    expect(failures(await verify())).toEqual(['verify/signature-refused']);
  });

  it('fail when the key had expired or was revoked (13)', async () => {
    const { root, list, operatorKey, approverKey, verify } = await makeSignedSession();
    const bob = signersLine('bob', approverKey);
    writeFileSync(list, signersLine('alice', operatorKey, 'valid-before="20250101" ') + bob);
    expect((await verify()).state).toBe('failed');
    writeFileSync(list, signersLine('alice', operatorKey, 'valid-before="20260601" ') + bob);
    expect((await verify()).state).toBe('verified');
    const revokedKeys = join(root, 'revoked');
    copyFileSync(`${operatorKey.file}.pub`, revokedKeys);
    expect((await verify({ revokedKeys })).state).toBe('failed');
  });

  it('fail with anything after the armour (20)', async () => {
    const { folder, verify } = await makeSignedSession();
    appendFileSync(join(folder, 'checkpoints/000003.sig'), 'junk\n');
    expect(failures(await verify())).toEqual(['verify/signature-refused']);
  });

  it('are not believed by the session’s own list of signers, nor by one with patterns (19)', async () => {
    const { folder, root, list, operatorKey, approverKey, verify } = await makeSignedSession();
    const own = join(folder, 'allowed_signers');
    copyFileSync(list, own);
    expect(failures(await verify({ allowedSigners: own }))).toEqual(['verify/signers-list']);
    const patterns = join(root, 'patterns');
    writeFileSync(patterns, signersLine('*', operatorKey) + signersLine('*', approverKey));
    expect((await verify({ allowedSigners: patterns })).state).toBe('failed');
    expect(failures(await verify({ allowedSigners: join(root, 'missing') }))).toContain(
      'verify/signers-list',
    );
  });
});

describe('sign-offs that were changed', () => {
  it('fail when moved from another place in the log (14)', async () => {
    const { verify, lines, setLines } = await makeSignedSession({ signed: false });
    const all = lines();
    const signoff = all.findIndex((line) => line.includes('"type":"signoff"'));
    setLines(rechain([...all, all[signoff] ?? '']));
    expect(failures(await verify())).toEqual(['verify/signature-refused']);
  });

  it('fail when moved to another step or session (14)', async () => {
    const one = await makeSignedSession({ signed: false });
    rmSync(join(one.folder, 'checkpoints'), { recursive: true });
    mkdirSync(join(one.folder, 'checkpoints'));
    const original = one.lines().filter((line) => !line.includes('"type":"checkpoint"'));
    for (const [from, to] of [
      ['"step":{"id":"approve"', '"step":{"id":"another"'],
      ['20260102-030405-deploy-0a1b', '20260102-030405-deploy-ffff'],
    ] as const) {
      one.setLines(rechain(original.map((line) => line.replaceAll(from, to))));
      expect(failures(await one.verify())).toEqual(['verify/signature-refused']);
    }
  });

  it('fail when an operator approved their own session (15)', async () => {
    const { verify, lines, setLines } = await makeSignedSession({ signed: false });
    setLines(lines().map((line) => line.replace(/"actor":\{"id":"alice"/, '"actor":{"id":"bob"')));
    expect(failures(await verify())).toContain('verify/self-approval');
  });

  it('fail when they name another person or key than the signature shows (16)', async () => {
    const { list, operatorKey, approverKey, verify } = await makeSignedSession();
    writeFileSync(list, signersLine('alice', operatorKey) + signersLine('carol', approverKey));
    const result = await verify();
    expect(failures(result)).toEqual(['verify/signature-refused']);
    expect(result.findings[0]?.message).toContain('the record names bob, the key is carol’s');
  });
});

describe('files that were changed', () => {
  it('fail when the runbook was replaced (17)', async () => {
    const { runbookCopy, verify } = await makeSignedSession();
    writeFileSync(runbookCopy, '# Another\n');
    expect(failures(await verify())).toEqual(['verify/file-changed']);
  });

  it('fail when an output was altered or is missing (18)', async () => {
    const { output, verify } = await makeSignedSession();
    appendFileSync(output, 'more');
    expect(failures(await verify())).toEqual(['verify/file-changed']);
    rmSync(output);
    expect(failures(await verify())).toEqual(['verify/file-missing']);
  });

  it('fail when a file of a step was altered (18)', async () => {
    const { folder, verify } = await makeSignedSession();
    const file = join(folder, 'steps/save/1/state.yaml');
    chmodSync(file, 0o600);
    writeFileSync(file, 'replicas: 0\n');
    expect(failures(await verify())).toEqual(['verify/file-changed']);
  });

  it('fail when the log names a file outside of the session (42)', async () => {
    const { root, folder, verify, lines, setLines } = await makeSignedSession();
    cpSync(join(folder, 'steps'), join(root, 'elsewhere'), { recursive: true });
    setLines(
      rechain(lines().map((line) => line.replace('steps/save/1/', 'steps/../../../elsewhere/save/1/'))),
    );
    expect(failures(await verify())).toContain('verify/bad-record');
  });
});
