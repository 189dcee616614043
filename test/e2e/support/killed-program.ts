import { writeSync } from 'node:fs';
import { assembleDeps } from '../../../src/cli/session/assemble.ts';
import { connect } from '../../../src/cli/session/connect.ts';
import { noInventory } from '../../../src/cli/no-inventory.ts';
import { hostFacts, toolFacts } from '../../../src/cli/session/tool.ts';
import { journalOptions, openWorkplace, privateFolder } from '../../../src/cli/session/workplace.ts';
import { createJournal } from '../../../src/platform/journal/journal.ts';
import { openLogFile } from '../../../src/platform/journal/log-file.ts';
import type { Result } from '../../../src/problem/problem.ts';
import { unknownEnvironment } from '../../../src/runbook/services.ts';
import { startSession } from '../../../src/session/engine/open.ts';
import { walkUnattended } from '../../../src/session/engine/unattended.ts';
import { newSessionId } from '../../../src/session/log/session-id.ts';
import { compilePlan } from '../../../src/session/plan.ts';
import { encodeRecord, type SessionRecord } from '../../../src/session/record.ts';
import type { Journal } from '../../../src/session/ports.ts';
import { stepKinds } from '../../../src/steps/registry.ts';
import { boundaries } from './boundaries.ts';
import { killing } from './killing-ports.ts';

/**
 * Run as a program: walks a runbook as the command line would, unattended, with ports that kill this
 * process at a boundary of the step `victim`. Prints each record once it is acknowledged.
 */
const [wanted = '', runbook = ''] = process.argv.slice(2);
const boundary = boundaries.find((each) => each === wanted);
if (boundary === undefined) throw new Error(`no such boundary: ${wanted}`);
const kill = killing(boundary);

const { stdin, stdout, stderr, env } = process;
const opened = must(await openWorkplace({ stdin, stdout, stderr, env, cwd: process.cwd() }));
const workplace = { ...opened, signer: kill.signer(opened.signer) };
const loaded = must(workplace.library.load(runbook));
const includesNothing = (): Result<never> => ({ ok: false, problems: [] });
const plan = must(compilePlan(loaded.runbook, includesNothing, stepKinds));
const id = newSessionId(Date.now(), plan.runbook.id, Math.random());
const environment = { ...unknownEnvironment('test'), production: false };
const folder = privateFolder(workplace, id);
const connection = must(
  await connect({ env, need: 'no', context: undefined, environment, privateFolder: folder }),
);
const journal = must(
  await createJournal({ ...journalOptions(workplace, id), openFile: kill.openFile(openLogFile) }),
);
const deps = assembleDeps(workplace, {
  plan,
  inventory: noInventory,
  environment,
  journal: acknowledging(kill.journal(journal)),
  connection,
  secrets: new Map(),
  privateFolder: folder,
});
const session = must(
  await startSession(
    { ...deps, ports: { ...deps.ports, shell: kill.shell(deps.ports.shell) } },
    {
      mode: 'unattended',
      host: hostFacts(),
      tool: toolFacts(),
      secrets: [],
      params: {},
      cwd: process.cwd(),
      revisions: new Map(),
    },
  ),
);
must(await walkUnattended(session, () => false));

/** Tells each record as soon as the log has taken it. Written at once: what is on the pipe survives this process. */
function acknowledging(inner: Journal): Journal {
  const untold: SessionRecord[] = [];
  const tell = (records: readonly SessionRecord[]): void => {
    for (const record of [...untold.splice(0), ...records]) writeSync(1, `${encodeRecord(record)}\n`);
  };
  return {
    ...inner,
    get head() {
      return inner.head;
    },
    async append(events, actor) {
      const appended = await inner.append(events, actor);
      if (appended.ok) tell(appended.value);
      return appended;
    },
    async stage(events, actor) {
      const staged = await inner.stage(events, actor);
      if (staged.ok) untold.push(...staged.value);
      return staged;
    },
    async sync() {
      const synced = await inner.sync();
      if (synced.ok) tell([]);
      return synced;
    },
  };
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ message }) => message).join('; '));
}
