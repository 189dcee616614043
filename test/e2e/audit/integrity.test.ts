import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditedSessions } from './support/audited-session.ts';
import { rechain, removeCheckpoint, removeCheckpoints, rewriteCheckpoints } from './support/forging.ts';

const session = auditedSessions();
const log = 'events/000001.jsonl';

/** What every session is that nobody has touched: without this, the attacks below prove nothing. */
describe('a session that nobody has touched', () => {
  it('is verified, and said to be unwitnessed', async () => {
    const { verify } = await session();
    expect(verify()).toMatchObject({ exitCode: 0, state: 'verified', ended: true, failures: [] });
    expect(verify().notices).toEqual(['verify/unwitnessed']);
    expect(verify(['--allowed-signers', 'allowed_signers', '--require-signed']).exitCode).toBe(0);
  });
});

describe('a log that somebody has changed', () => {
  it('01 one byte edited: every line’s bytes are told apart', async () => {
    const { lines, setLines, verify } = await session();
    const all = lines();
    for (const at of [0, 3, 9]) {
      const line = all[at] ?? '';
      const edited = line.replace(/("time":"\d{4})-/, '$1_');
      expect(edited).not.toBe(line);
      setLines(all.with(at, edited));
      expect(verify()).toMatchObject({ exitCode: 1, state: 'failed' });
      expect(verify().places).toContain(`${log}:${at + 2}`);
    }
  });

  it('02 a line deleted', async () => {
    const { lines, setLines, verify } = await session();
    setLines(lines().toSpliced(4, 1));
    expect(verify()).toMatchObject({ exitCode: 1, state: 'failed' });
    expect(verify().failures).toContain('verify/chain');
    expect(verify().places).toContain(`${log}:5`);
  });

  it('03 two lines swapped', async () => {
    const { lines, setLines, verify } = await session();
    const all = lines();
    setLines(all.with(1, all[2] ?? '').with(2, all[1] ?? ''));
    expect(verify()).toMatchObject({ exitCode: 1, state: 'failed' });
    expect(verify().failures).toContain('verify/chain');
    expect(verify().places).toContain(`${log}:2`);
  });

  it('04 a number given twice', async () => {
    const { lines, setLines, verify } = await session();
    const all = lines();
    setLines(all.toSpliced(3, 0, all[2] ?? ''));
    expect(verify()).toMatchObject({ exitCode: 1, state: 'failed' });
    expect(verify().messages).toContain('the record has number 3, expected 4');
  });

  it('05 the chain, and even the checkpoints’ texts, made right again without the key', async () => {
    const audited = await session();
    const { lines, setLines, verify } = audited;
    setLines(rechain(lines().map((line) => line.replace('"exit_code":0', '"exit_code":7'))));
    expect(verify().failures).toContain('verify/checkpoint-mismatch');
    rewriteCheckpoints(audited);
    expect(verify()).toMatchObject({
      exitCode: 1,
      state: 'failed',
      failures: ['verify/signature-refused'],
    });
  });

  it('06 records dropped that a signed checkpoint covers', async () => {
    const { lines, setLines, verify } = await session();
    setLines(lines().slice(0, 8));
    expect(verify()).toMatchObject({ exitCode: 1, failures: ['verify/checkpoint-mismatch'] });
    expect(verify().messages).toContain('Records are missing');
  });

  it('07 rolled back to an older checkpoint: can’t be seen, and is said to be unwitnessed', async () => {
    const audited = await session();
    const { lines, setLines, verify } = audited;
    setLines(lines().slice(0, 8));
    for (const number of [3, 4]) removeCheckpoint(audited, number);
    expect(verify()).toMatchObject({ state: 'verified', ended: false, notices: ['verify/unwitnessed'] });
  });

  it('07 rolled back to an older checkpoint: fails with the witness of the session', async () => {
    const audited = await session();
    const { workspace, list, lines, setLines, verify } = audited;
    const witness = ['--allowed-signers', list, '--witness', join(workspace.folder, 'heads.jsonl')];
    expect(verify(witness)).toMatchObject({ exitCode: 0, state: 'verified', notices: [] });
    setLines(lines().slice(0, 8));
    for (const number of [3, 4]) removeCheckpoint(audited, number);
    expect(verify(witness)).toMatchObject({ exitCode: 1, failures: ['verify/rolled-back'] });
  });

  it('08 records forged behind the last checkpoint: an unsigned tail, and never “verified”', async () => {
    const { lines, setLines, verify, list } = await session();
    const all = lines();
    setLines(rechain([...all, all[1]?.replaceAll('"save"', '"forged"') ?? '']));
    expect(verify()).toMatchObject({ exitCode: 0, state: 'unsigned-tail', unsignedEvents: 1 });
    expect(verify(['--allowed-signers', list, '--require-signed'])).toMatchObject({
      exitCode: 1,
      failures: ['verify/unsigned'],
    });
  });

  it('21 a key given twice in a record', async () => {
    const { lines, setLines, verify } = await session();
    const twice = lines().map((line) => line.replace('"exit_code":0', '"exit_code":0,"exit_code":0'));
    setLines(rechain(twice));
    expect(verify()).toMatchObject({ exitCode: 1, state: 'failed' });
    expect(verify().messages).toContain('the key "exit_code" is given twice');
  });
});

describe('checkpoints that somebody has changed', () => {
  it('09 one in the middle deleted', async () => {
    const audited = await session();
    removeCheckpoint(audited, 2);
    expect(audited.verify()).toMatchObject({ exitCode: 1, failures: ['verify/checkpoint-missing'] });
  });

  it('10 all stripped: missing where the log names them, “unsigned” where it does not, never verified', async () => {
    const audited = await session();
    const { lines, setLines, verify, list } = audited;
    removeCheckpoints(audited);
    expect(verify()).toMatchObject({ exitCode: 1, failures: ['verify/checkpoint-missing'] });
    setLines(rechain(lines().filter((line) => !/"type":"(?:checkpoint|signoff)"/.test(line))));
    expect(verify()).toMatchObject({ exitCode: 0, state: 'unsigned' });
    expect(verify(['--allowed-signers', list, '--require-signed'])).toMatchObject({ exitCode: 1 });
  });
});

describe('files that somebody has changed', () => {
  it('17 the runbook replaced', async () => {
    const { workspace, path, lines, verify } = await session();
    const digest = /"path":"audited.md","sha256":"([0-9a-f]{64})"/.exec(lines()[0] ?? '')?.[1] ?? '';
    workspace.write('other.md', '# Another\n');
    rmSync(path(`runbook/${digest}.md`), { force: true });
    copyFileSync(join(workspace.folder, 'other.md'), path(`runbook/${digest}.md`));
    expect(verify()).toMatchObject({ exitCode: 1, failures: ['verify/file-changed'] });
    expect(verify().places).toEqual([`runbook/${digest}.md`]);
  });

  it('18 an output, or a file of a step, altered or missing', async () => {
    const { path, lines, verify } = await session();
    const output = /"path":"(outputs\/[0-9a-f]{64})"/.exec(lines()[3] ?? '')?.[1] ?? '';
    const whole = readFileSync(path(output));
    appendFileSync(path(output), 'more');
    expect(verify()).toMatchObject({ exitCode: 1, failures: ['verify/file-changed'], places: [output] });
    rmSync(path(output));
    expect(verify()).toMatchObject({ exitCode: 1, failures: ['verify/file-missing'], places: [output] });
    writeFileSync(path(output), whole);
    expect(verify().exitCode).toBe(0);
    rmSync(path('steps/save/1/state.yaml'), { force: true });
    writeFileSync(path('steps/save/1/state.yaml'), 'replicas: 9\n');
    expect(verify()).toMatchObject({ exitCode: 1, places: ['steps/save/1/state.yaml'] });
  });
});
