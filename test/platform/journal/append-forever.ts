import { createJournal, openJournal } from '../../../src/platform/journal/journal.ts';

/** Run as a program: appends notes to a session until it is killed, and prints the number of each acknowledged one. */
const [root = '', session = ''] = process.argv.slice(2);
const actor = { id: 'writer', authtype: 'os' } as const;
const clock = { now: () => Date.now(), monotonic: () => process.hrtime.bigint() };
const options = { root, session, bootId: 'boot', host: 'machine', actor, clock, signer: undefined };

const created = await createJournal(options);
const opened = created.ok ? created : await openJournal(options);
if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
let next = opened.value.records.length + 1;
for (;;) {
  const appended = await opened.value.append([{ type: 'note', text: String(next) }], actor);
  if (!appended.ok) throw new Error(JSON.stringify(appended.problems));
  for (const { envelope } of appended.value) process.stdout.write(`${envelope.seq}\n`);
  next += 1;
}
