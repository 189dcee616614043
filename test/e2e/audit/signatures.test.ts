import { appendFileSync, copyFileSync, cpSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeKey } from '../../platform/ssh/test-keys.ts';
import { openTerminal } from '../support/open-terminal.ts';
import { runbookText, step } from '../support/runbook-text.ts';
import { auditedSessions, signersLine } from './support/audited-session.ts';
import { rechain, signAnew } from './support/forging.ts';

const session = auditedSessions();
const refused = { exitCode: 1, state: 'failed', failures: ['verify/signature-refused'] };

describe('a signature that proves nothing', () => {
  it('11 a checkpoint signed by a stranger', async () => {
    const audited = await session();
    signAnew(audited, 4, { keyFile: makeKey(audited.workspace.folder, 'stranger').file });
    expect(audited.verify()).toMatchObject({ ...refused, places: ['checkpoints/000004.txt'] });
  });

  it('12 a checkpoint signed with the right key for another purpose', async () => {
    const audited = await session();
    signAnew(audited, 4, { keyFile: audited.operatorKey, namespace: 'git' });
    expect(audited.verify()).toMatchObject(refused);
    signAnew(audited, 4, { keyFile: audited.operatorKey });
    expect(audited.verify().exitCode).toBe(0);
  });

  it('13 a key that had expired at that time, or is revoked', async () => {
    const { workspace, operator, operatorKey, approverKey, list, verify } = await session();
    const grace = signersLine('grace', approverKey);
    writeFileSync(list, signersLine(operator, operatorKey, 'valid-before="20250101" ') + grace);
    expect(verify()).toMatchObject(refused);
    writeFileSync(list, signersLine(operator, operatorKey, 'valid-before="29990101" ') + grace);
    expect(verify().exitCode).toBe(0);
    const revoked = join(workspace.folder, 'revoked');
    copyFileSync(`${operatorKey}.pub`, revoked);
    expect(verify(['--allowed-signers', list, '--revoked-keys', revoked])).toMatchObject(refused);
  });

  it('14 an approval copied to another step, another place, or another session', async () => {
    const { workspace, folder, lines, setLines, verify } = await session();
    const all = lines();
    const approval = all.find((line) => line.includes('"kind":"approve"')) ?? '';
    const other = approval.replace('"step":{"id":"go"', '"step":{"id":"apply"');
    expect(other).not.toBe(approval);
    for (const copy of [approval, other]) {
      setLines(rechain([...all, copy]));
      expect(verify()).toMatchObject(refused);
    }
    const id = workspace.sessions()[0] ?? '';
    const another = `${id.slice(0, -4)}ffff`;
    setLines(rechain(all.map((line) => line.replaceAll(id, another))));
    cpSync(folder, join(folder, '..', another), { recursive: true });
    renameSync(folder, join(workspace.folder, 'gone'));
    const moved = verify();
    expect(moved.exitCode).toBe(1);
    expect(moved.places).toContain('events/000001.jsonl:7');
    expect(moved.failures).toContain('verify/signature-refused');
  });

  it('15 an operator who approves their own session: refused at the terminal, and by the verification', async () => {
    const { workspace, operator, operatorKey, lines, setLines, verify } = await session();
    const approved = lines().map((line) =>
      line.replace(`"actor":{"id":"${operator}"`, '"actor":{"id":"grace"'),
    );
    setLines(rechain(approved));
    expect(verify().failures).toContain('verify/self-approval');

    workspace.write(
      'own.md',
      runbookText('Own', step('kind: approval', 'id: go', 'role: lead', 'question: Mine?')),
    );
    workspace.write(
      'platform.yaml',
      `environments:\n  local: { production: false, namespace: none }\nprincipals:\n  ${operator}: { roles: [lead], keys: ["${signersLine('', operatorKey).trim()}"] }\n`,
    );
    const terminal = openTerminal(workspace, ['own.md', '--plain']);
    await terminal.sees('go> ');
    terminal.says(`approve ${operator}`);
    await terminal.sees('Key file of the approver');
    terminal.says(operatorKey);
    await terminal.sees('refused');
    await terminal.sees('go> ');
    terminal.says('leave');
    expect(await terminal.ends()).toBe(3);
  });

  it('16 a forged actor, and a name that the key does not belong to', async () => {
    const { operator, operatorKey, approverKey, list, lines, setLines, verify } = await session();
    writeFileSync(list, signersLine(operator, operatorKey) + signersLine('carol', approverKey));
    expect(verify()).toMatchObject(refused);
    expect(verify().messages).toContain('the record names grace, the key is carol’s');
    writeFileSync(list, signersLine(operator, operatorKey) + signersLine('grace', approverKey));
    setLines(lines().with(1, lines()[1]?.replace(`"id":"${operator}"`, '"id":"mallory"') ?? ''));
    expect(verify()).toMatchObject({ exitCode: 1, state: 'failed' });
    setLines(rechain(lines()));
    expect(verify().failures).toContain('verify/checkpoint-mismatch');
  });

  it('19 the session’s own list of signers, and one that takes anybody', async () => {
    const { workspace, list, path, operatorKey, approverKey, verify } = await session();
    copyFileSync(list, path('allowed_signers'));
    expect(verify(['--allowed-signers', path('allowed_signers')])).toMatchObject({
      exitCode: 1,
      failures: ['verify/signers-list'],
    });
    workspace.write('anybody', signersLine('*', operatorKey) + signersLine('*', approverKey));
    expect(verify(['--allowed-signers', 'anybody'])).toMatchObject({ exitCode: 1, state: 'failed' });
  });

  it('20 junk behind the armour of a signature', async () => {
    const { path, verify } = await session();
    appendFileSync(path('checkpoints/000004.sig'), 'junk\n');
    expect(verify()).toMatchObject(refused);
  });
});
