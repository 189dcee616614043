import { openJournal } from '../../../src/platform/journal/journal.ts';
import { type LogFile, openLogFile } from '../../../src/platform/journal/log-file.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { bootId } from '../../../src/platform/process-identity.ts';

/**
 * Run as a program: opens a session whose log is torn, and kills itself at the given operation on its
 * files, counted from 1. Ends with 0 where the opening takes fewer operations.
 */
const [root = '', session = '', wanted = '0'] = process.argv.slice(2);
let operations = 0;

const journal = await openJournal({
  root,
  session,
  bootId: bootId(),
  host: 'test',
  actor: { id: 'test', authtype: 'os' },
  clock: systemClock,
  signer: undefined,
  openFile: async (path) => killing(await openLogFile(path)),
});
if (!journal.ok) throw new Error(JSON.stringify(journal.problems));
await journal.value.close();

function killing(file: LogFile): LogFile {
  return {
    ...file,
    write: (bytes) => counted(() => file.write(bytes.subarray(0, Math.ceil(bytes.length / 2)))),
    datasync: () => counted(() => file.datasync()),
    truncate: (size) => counted(() => file.truncate(size)),
  };
}

/** Dies right behind the operation that is counted out. */
async function counted<T>(operation: () => Promise<T>): Promise<T> {
  operations += 1;
  const done = await operation();
  if (operations === Number(wanted)) process.kill(process.pid, 'SIGKILL');
  return done;
}
