import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifySession } from '../../../src/platform/journal/verify-session.ts';
import { commandWitness } from '../../../src/platform/witness/command-witness.ts';
import { fileWitness } from '../../../src/platform/witness/file-witness.ts';
import { createPublisher } from '../../../src/platform/witness/publisher.ts';
import { readFileWitness } from '../../../src/platform/witness/read-witness.ts';
import type { Witness } from '../../../src/platform/witness/witness.ts';
import type { SessionRecord } from '../../../src/session/record.ts';
import {
  alice,
  createTestJournal,
  journalOptions,
  must,
  note,
  openTestJournal,
  temporaryFolder,
} from '../journal/open-test-journal.ts';

async function journalWith(...witnesses: readonly Witness[]) {
  const root = temporaryFolder();
  const publisher = createPublisher(2000);
  publisher.use(witnesses);
  const options = journalOptions(join(root, 'sessions'), { publisher });
  return { root, publisher, options, journal: await createTestJournal(options) };
}

function unpublished({ event }: SessionRecord) {
  return event.type === 'checkpoint' ? event.unpublished : undefined;
}

async function verify(folder: string, file: string) {
  const witness = await readFileWitness(file);
  const result = await verifySession(folder, { requireSigned: false, env: process.env, witness });
  const codes = result.findings.filter(({ code }) => /witness|rolled/.test(code));
  return { state: result.state, witness: result.witness, codes: codes.map(({ code }) => code) };
}

/** A session whose two checkpoints went to a file, and its folder as it was after the first. */
async function witnessedSession() {
  const file = join(temporaryFolder(), 'heads.jsonl');
  const { root, publisher, options, journal } = await journalWith(fileWitness(file));
  must(await journal.append([note('one')], alice));
  must(await journal.checkpoint(alice));
  await publisher.drain();
  const earlier = join(root, 'earlier');
  cpSync(journal.folder, earlier, { recursive: true });
  must(await journal.append([note('two')], alice));
  must(await journal.checkpoint(alice));
  await journal.close();
  return { file, options, folder: journal.folder, earlier };
}

describe('a witness', () => {
  it('has every checkpoint, and the session is said to be witnessed', async () => {
    const { file, folder } = await witnessedSession();
    expect(await verify(folder, file)).toEqual({ state: 'unsigned', witness: 'witnessed', codes: [] });
  });

  it('shows a session that was put back to an earlier checkpoint (7)', async () => {
    const { file, folder, earlier } = await witnessedSession();
    rmSync(folder, { recursive: true });
    cpSync(earlier, folder, { recursive: true });
    const alone = await verifySession(folder, { requireSigned: false, env: process.env });
    expect(alone).toMatchObject({ state: 'unsigned', witness: 'unwitnessed' });
    expect(await verify(folder, file)).toEqual({
      state: 'failed',
      witness: 'witnessed',
      codes: ['verify/rolled-back'],
    });
  });

  it('shows a session that was put back and went on otherwise, and one without its checkpoints', async () => {
    const { file, folder, earlier, options } = await witnessedSession();
    rmSync(folder, { recursive: true });
    cpSync(earlier, folder, { recursive: true });
    const journal = await openTestJournal({ ...options, publisher: createPublisher() });
    must(await journal.append([note('not two')], alice));
    must(await journal.checkpoint(alice));
    await journal.close();
    expect((await verify(folder, file)).codes).toEqual(['verify/witness-mismatch']);
    rmSync(join(folder, 'checkpoints'), { recursive: true });
    mkdirSync(join(folder, 'checkpoints'));
    expect(await verify(folder, file)).toMatchObject({ state: 'failed' });
  });

  it('says how far it goes where it does not hold the newest', async () => {
    const { file, folder } = await witnessedSession();
    const [first = ''] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `From: a ticket\n> ${first}\n`);
    expect(await verify(folder, file)).toMatchObject({ witness: 'behind', codes: ['verify/witness-behind'] });
    writeFileSync(file, '{"witness":"teei-runbook checkpoint v1","session"\nsomething else\n');
    expect(await verify(folder, file)).toMatchObject({
      witness: 'unwitnessed',
      codes: ['verify/witness', 'verify/unwitnessed'],
    });
  });

  it('fails where it can’t be read, or lies in the session’s own folder', async () => {
    const { file, folder } = await witnessedSession();
    expect(await verify(folder, `${file}.missing`)).toMatchObject({ state: 'failed' });
    const inside = join(folder, 'heads.jsonl');
    cpSync(file, inside);
    expect(await verify(folder, inside)).toMatchObject({ state: 'failed', codes: ['verify/witness'] });
  });
});

describe('publishing', () => {
  it('hands a command the line on its standard input', async () => {
    const file = join(temporaryFolder(), 'heads');
    const { journal } = await journalWith(commandWitness(`cat >> '${file}'`, { env: process.env, cwd: '/' }));
    must(await journal.append([note('one')], alice));
    must(await journal.checkpoint(alice));
    await journal.close();
    expect(await verify(journal.folder, file)).toMatchObject({ witness: 'witnessed', codes: [] });
  });

  it('records in the next checkpoint what failed, without the text of the command, and goes on', async () => {
    const { journal, publisher } = await journalWith(
      commandWitness('false --token=hunter2', { env: process.env, cwd: '/' }),
      fileWitness('/nowhere/heads'),
    );
    must(await journal.append([note('one')], alice));
    expect(unpublished(must(await journal.checkpoint(alice)))).toBeUndefined();
    await publisher.drain();
    must(await journal.append([note('two')], alice));
    const told = unpublished(must(await journal.checkpoint(alice)));
    expect(told?.toSorted((one, other) => one.to.localeCompare(other.to))).toEqual([
      { checkpoint: 1, to: 'command false', observed: 'it ended with exit code 1' },
      {
        checkpoint: 1,
        to: 'file /nowhere/heads',
        observed: "ENOENT: no such file or directory, open '/nowhere/heads'",
      },
    ]);
  });

  it('records what failed last in a checkpoint of its own when the log is closed', async () => {
    const file = join(temporaryFolder(), 'heads');
    const broken = commandWitness('exit 3', { env: process.env, cwd: '/' });
    const { journal } = await journalWith(broken, fileWitness(file));
    must(await journal.append([note('one')], alice));
    must(await journal.checkpoint(alice));
    await journal.close();
    const lines = readFileSync(join(journal.folder, 'events/000001.jsonl'), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      type: 'checkpoint',
      data: { number: 2, unpublished: [{ checkpoint: 1, observed: 'it ended with exit code 3' }] },
    });
    expect(await verify(journal.folder, file)).toMatchObject({ witness: 'witnessed' });
  });

  it('keeps nobody waiting for a slow witness, which then gets the newest only', async () => {
    const gate = Promise.withResolvers<void>();
    const got: number[] = [];
    const slow: Witness = {
      name: 'slow',
      async publish({ checkpoint }) {
        got.push(checkpoint);
        await gate.promise;
        return undefined;
      },
    };
    const { journal } = await journalWith(slow);
    for (const text of ['one', 'two', 'three']) {
      must(await journal.append([note(text)], alice));
      must(await journal.checkpoint(alice));
    }
    gate.resolve();
    await journal.close();
    expect(got).toEqual([1, 3]);
  });

  it('ends a witness that hangs, with all that it started', async () => {
    const publisher = createPublisher(200);
    publisher.use([commandWitness('sleep 1000 | cat', { env: process.env, cwd: '/' })]);
    const journal = await createTestJournal(journalOptions(temporaryFolder(), { publisher }));
    must(await journal.append([note('one')], alice));
    must(await journal.checkpoint(alice));
    await journal.close();
    expect(publisher.failures).toEqual([
      { checkpoint: 1, to: 'command sleep', observed: 'it did not answer within 0.2 s' },
    ]);
  });

  it('begins a line of its own behind one that a crash has cut', async () => {
    const { file, options } = await witnessedSession();
    appendFileSync(file, '{"witness":"teei-run');
    const publisher = createPublisher();
    publisher.use([fileWitness(file)]);
    const journal = await openTestJournal({ ...options, publisher });
    must(await journal.append([note('three')], alice));
    must(await journal.checkpoint(alice));
    await journal.close();
    expect(await verify(journal.folder, file)).toMatchObject({
      witness: 'witnessed',
      codes: ['verify/witness'],
    });
  });
});
