import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKey } from '../../platform/ssh/test-keys.ts';
import { makePlace, type Place } from '../run-cli.ts';

const runbook = `# Go

\`\`\`yaml step
kind: approval
id: go
role: lead
question: May this be deployed?
\`\`\`

\`\`\`yaml step
kind: approval
id: again
role: lead
question: And again?
\`\`\`

<!-- step: { id: look, effect: read } -->
\`\`\`bash
echo looked
\`\`\`
`;

const keys = (file: string): string => readFileSync(`${file}.pub`, 'utf8').trim();

describe('an approval by a file', () => {
  let place: Place;
  let bob = '';
  let stranger = '';
  beforeEach(() => {
    place = makePlace();
    bob = makeKey(place.home, 'bob').file;
    stranger = makeKey(place.home, 'stranger').file;
    place.write('work/go.md', runbook);
    writePlatform('lead');
  });
  afterEach(() => place.remove());

  function writePlatform(role: string): void {
    const people = [
      `  bob: { roles: [${role}], keys: ["${keys(bob)}"] }`,
      `  eve: { roles: [lead], keys: ["${keys(stranger)}"] }`,
    ];
    place.write('work/platform.yaml', `principals:\n${people.join('\n')}\n`);
  }

  const sessionsFolder = (): string => join(place.home, '.local/state/teei-runbook/sessions');
  const sessions = (): readonly string[] => readdirSync(sessionsFolder());
  /** A session that waits for its approval. Gives its id. */
  async function waiting(): Promise<string> {
    const before = new Set(sessionsNow());
    expect((await place.run(['go.md', '--unattended'])).code).toBe(3);
    return sessions().find((id) => !before.has(id)) ?? '';
  }
  function sessionsNow(): readonly string[] {
    mkdirSync(sessionsFolder(), { recursive: true });
    return sessions();
  }
  const request = (id: string, ...more: readonly string[]) =>
    place.run(['sign-off', 'request', id, '--for', 'bob', ...more]);
  const sign = (file = 'go.signoff', key = bob) => place.run(['sign-off', 'sign', file, '--key', key]);
  const accept = (file = 'go.signoff') => place.run(['sign-off', 'accept', file]);
  const inWork = (name: string): string => join(place.work, name);

  it('goes into the waiting session, which goes on, and is verified', async () => {
    const id = await waiting();
    expect(await request(id, '--note', 'looks fine')).toMatchObject({ code: 0, stderr: '' });
    expect(await sign()).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await accept();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^bob approved go, signed by SHA256:/);
    await request(id, 'again');
    await sign('again.signoff');
    await accept('again.signoff');
    expect((await place.run(['--resume', id, '--unattended'])).code).toBe(0);
    const list = inWork('signers');
    writeFileSync(list, `bob ${readFileSync(`${bob}.pub`, 'utf8')}`);
    const verified = await place.run(['sessions', 'verify', '--allowed-signers', list]);
    expect(verified.code).toBe(0);
    expect(verified.stdout).toContain('signed by bob (SHA256:');
  });

  it('may be signed and accepted by the approver alone, with the key that signs for them', async () => {
    const id = await waiting();
    mkdirSync(join(place.home, '.ssh'), { mode: 0o700 });
    for (const ending of ['', '.pub'])
      copyFileSync(`${bob}${ending}`, join(place.home, `.ssh/id_ed25519${ending}`));
    await request(id);
    expect((await place.run(['sign-off', 'sign', 'go.signoff'])).code).toBe(0);
    expect((await accept()).code).toBe(0);
    const list = inWork('signers');
    writeFileSync(list, `bob ${keys(bob)}\n`);
    const { code, stdout } = await place.run(['sessions', 'verify', id, '--allowed-signers', list]);
    expect({ code, failure: stdout.includes('failure') }).toEqual({ code: 0, failure: false });
  });

  it('can be signed with stock tools, and what it is about be checked with them', async () => {
    const id = await waiting();
    const { stdout } = await request(id);
    const [, command = ''] = /^ {2}(ssh-keygen .*)$/m.exec(stdout) ?? [];
    execFileSync('sh', ['-c', command.replace('KEY', bob)], { cwd: place.work, stdio: 'ignore' });
    const digest = execFileSync('sha256sum', [inWork('go.signoff.shown')], { encoding: 'utf8' });
    expect(readFileSync(inWork('go.signoff'), 'utf8')).toContain(`shown: "${digest.slice(0, 64)}"`);
    expect((await accept()).code).toBe(0);
  });

  it('counts for no other session (14)', async () => {
    const [one, other] = [await waiting(), await waiting()];
    await request(one);
    await sign();
    const text = readFileSync(inWork('go.signoff'), 'utf8').replace(one, other);
    writeFileSync(inWork('go.signoff'), text);
    const { code, stderr } = await accept();
    expect(code).toBe(1);
    expect(stderr).toContain('session/moved-on');
    const head = /^head: .*$/m;
    await request(other, '--output', 'other.signoff');
    const real = readFileSync(inWork('other.signoff'), 'utf8');
    writeFileSync(inWork('go.signoff'), real);
    expect(head.exec(real)?.[0]).not.toBe(head.exec(text)?.[0]);
    expect((await accept()).stderr).toContain('session/wrong-key');
  });

  it('counts for no other step, and not twice', async () => {
    const id = await waiting();
    await request(id);
    await sign();
    expect((await accept()).code).toBe(0);
    expect((await accept()).stderr).toMatch(/session\/(moved-on|shown-changed)|sign\/other-request/);
    await request(id, 'again');
    copyFileSync(inWork('go.signoff.sig'), inWork('again.signoff.sig'));
    expect((await accept('again.signoff')).stderr).toContain('session/wrong-key');
  });

  it('is refused once the session has gone on', async () => {
    const id = await waiting();
    await request(id);
    await sign();
    await place.run(['--resume', id, '--unattended']);
    const { code, stderr } = await accept();
    expect(code).toBe(1);
    expect(stderr).toContain('session/moved-on');
  });

  it('is refused with another person’s key, and when something in it was changed', async () => {
    const id = await waiting();
    await request(id);
    await sign('go.signoff', stranger);
    expect((await accept()).stderr).toContain('session/wrong-key');
    await sign();
    const file = inWork('go.signoff');
    writeFileSync(file, readFileSync(file, 'utf8').replace('name: "bob"', 'name: "eve"'));
    expect((await accept()).stderr).toContain('session/wrong-key');
    writeFileSync(file, readFileSync(file, 'utf8').replace('attempt: 1', 'attempt: 2'));
    expect((await accept()).stderr).toContain('sign/other-request');
    writeFileSync(file, 'approve it');
    expect((await accept()).stderr).toContain('sign/not-a-request');
  });

  it('is not even asked for where the person has no such role, or nothing waits', async () => {
    const id = await waiting();
    expect((await request(id, 'look')).stderr).toContain('waits at go, not at look');
    writePlatform('developer');
    const { code, stderr } = await request(id);
    expect(code).toBe(2);
    expect(stderr).toContain('session/wrong-role');
  });

  it('is not asked of somebody who has operated the session (15)', async () => {
    const id = await waiting();
    const { username } = userInfo();
    place.write('work/platform.yaml', `principals:\n  ${username}: { roles: [lead] }\n`);
    const { code, stderr } = await place.run(['sign-off', 'request', id, '--for', username]);
    expect(code).toBe(2);
    expect(stderr).toContain('session/self-approval');
  });

  it('is not signed where what it is about was changed', async () => {
    await request(await waiting());
    writeFileSync(inWork('go.signoff.shown'), '{}');
    const { code, stderr } = await sign();
    expect(code).toBe(1);
    expect(stderr).toContain('session/shown-changed');
    expect(readdirSync(place.work)).not.toContain('go.signoff.sig');
  });

  it('may be a no, which leaves the session waiting', async () => {
    const id = await waiting();
    await request(id, '--reject', '--note', 'not on a Friday');
    await sign();
    expect((await accept()).stdout).toMatch(/^bob rejected go/);
    expect((await place.run(['sessions', 'show', id])).stdout).toContain('not on a Friday');
    expect((await request(id, 'go')).code).toBe(0);
  });
});
