import { homedir } from 'node:os';
import { resolve as resolvePath } from 'node:path';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { openJournal, sessionFolder } from '../../platform/journal/journal.ts';
import { listSessions, readJournal } from '../../platform/journal/read-journal.ts';
import { unknownEnvironment } from '../../runbook/services.ts';
import type { Runbook } from '../../runbook/model.ts';
import { parseRunbook } from '../../runbook/parse.ts';
import { resumeSession } from '../../session/engine/open.ts';
import { pinDifference } from '../../session/engine/pin.ts';
import { replay } from '../../session/evolve.ts';
import { compilePlan, type Plan } from '../../session/plan.ts';
import type { Journal } from '../../session/ports.ts';
import type { SessionState } from '../../session/state.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { noInventory } from '../no-inventory.ts';
import { adoptChanged } from './adopt.ts';
import { assembleDeps } from './assemble.ts';
import { connect, type Connection } from './connect.ts';
import { type Dialog, openDialog } from './dialog.ts';
import type { OpenedSession } from './opened.ts';
import { giveParameters } from './parameters.ts';
import { runSource } from './secret-source.ts';
import { hostFacts, toolFacts } from './tool.ts';
import { usesCluster } from './uses-cluster.ts';
import { journalOptions, privateFolder, type Workplace } from './workplace.ts';

/** Goes on with a session: from its own copy of the runbook, on the same cluster, with its secrets asked for again. */
export async function resumeStored(
  workplace: Workplace,
  options: RunOptions,
  wanted: string | true,
): Promise<Result<OpenedSession>> {
  const id = await findSession(workplace, wanted);
  if (!id.ok) return id;
  const journal = await openJournal(journalOptions(workplace, id.value));
  if (!journal.ok) return journal;
  const dialog = openDialog(workplace, options.unattended);
  const resumed = await resume(workplace, options, journal.value, dialog);
  if (!resumed.ok) await journal.value.close();
  return resumed;
}

async function resume(
  workplace: Workplace,
  options: RunOptions,
  journal: Journal,
  dialog: Dialog,
): Promise<Result<OpenedSession>> {
  const state = replay(journal.records);
  if (state === undefined) {
    return err(
      problem('run/no-session', `${journal.session} holds no start: it was killed before it began`, {
        hint: 'start a new session',
      }),
    );
  }
  if (state.phase.phase === 'ended') {
    return err(
      problem('session/ended', `${state.session} has ended (${state.phase.outcome})`, {
        hint: `look at it with: teei-runbook sessions show ${state.session}`,
      }),
    );
  }
  const plan = await storedPlan(journal, state);
  if (!plan.ok) return plan;
  const read = workplace.library.inventory(mainFile(state));
  if (!read.ok) return read;
  const inventory = read.value?.inventory ?? noInventory;
  const environment =
    inventory.environments[state.environment.name] ?? unknownEnvironment(state.environment.name);
  const folder = privateFolder(workplace, state.session);
  const connection = await reconnect(
    workplace,
    plan.value,
    state,
    { ...environment, ...state.environment },
    folder,
  );
  if (!connection.ok) return connection;
  const secrets = await secretsAgain(workplace, options, plan.value, state, dialog);
  if (!secrets.ok) return secrets;
  const parts = {
    plan: plan.value,
    inventory,
    environment: { ...environment, ...state.environment },
    journal,
    connection: connection.value,
    secrets: secrets.value,
    privateFolder: folder,
  };
  const adopted = await adoptChanged(workplace, parts, state, dialog);
  if (!adopted.ok) return adopted;
  const session = await resumeSession(assembleDeps(workplace, adopted.value.parts), adopted.value.state, {
    mode: options.unattended ? 'unattended' : 'attended',
    host: hostFacts(),
    tool: toolFacts(),
    ...(connection.value.identity === undefined ? {} : { cluster: connection.value.identity }),
    secrets: [...secrets.value.keys()],
  });
  return session.ok ? ok({ session: session.value, privateFolder: folder }) : session;
}

/** The session that is meant: by the beginning of its id, or the newest that has not ended. */
async function findSession(workplace: Workplace, wanted: string | true): Promise<Result<string>> {
  const all = await listSessions(workplace.sessions);
  if (wanted !== true) {
    const matching = all.filter((id) => id.startsWith(wanted));
    const [only] = matching;
    if (only !== undefined && matching.length === 1) return ok(only);
    const why =
      only === undefined
        ? `there is no session ${wanted}`
        : `${wanted} is the beginning of ${matching.length} sessions`;
    return err(problem('run/no-session', why, { hint: 'teei-runbook sessions list shows them' }));
  }
  for (const id of all.toReversed()) {
    const folder = sessionFolder(workplace.sessions, id);
    const read = folder.ok ? await readJournal(folder.value) : folder;
    const state = read.ok ? replay(read.value.records) : undefined;
    if (state !== undefined && state.phase.phase !== 'ended') return ok(id);
  }
  return err(
    problem('run/no-session', 'there is no unfinished session', { hint: 'start one: teei-runbook RUNBOOK' }),
  );
}

/** The plan out of the session's own copies: what is walked is what was started. */
async function storedPlan(journal: Journal, state: SessionState): Promise<Result<Plan>> {
  const runbooks = new Map<string, Runbook>();
  for (const file of state.files) {
    const text = await journal.readRunbook(file.sha256);
    if (!text.ok) return text;
    const parsed = parseRunbook({ path: file.path, bytes: Buffer.from(text.value) }, stepKinds);
    if (parsed.runbook === undefined) return { ok: false, problems: parsed.problems };
    runbooks.set(file.id, { ...parsed.runbook, id: file.id });
  }
  const main = runbooks.get(state.runbookId);
  if (main === undefined)
    return err(problem('plan/unknown-runbook', `the session keeps no copy of ${state.runbookId}`));
  return compilePlan(
    main,
    (id) => {
      const found = runbooks.get(id);
      return found === undefined
        ? err(problem('plan/unknown-runbook', `the session keeps no copy of ${id}`))
        : ok(found);
    },
    stepKinds,
  );
}

async function reconnect(
  workplace: Workplace,
  plan: Plan,
  state: SessionState,
  environment: Parameters<typeof connect>[0]['environment'],
  folder: string,
): Promise<Result<Connection>> {
  const connection = await connect({
    env: { HOME: homedir(), ...workplace.io.env },
    need: state.cluster === undefined ? 'no' : usesCluster(plan, stepKinds),
    context: state.cluster?.context,
    environment,
    privateFolder: folder,
  });
  if (!connection.ok || state.cluster === undefined) return connection;
  const { identity } = connection.value;
  if (identity === undefined)
    return err(problem('session/cluster-changed', 'this session is pinned to a cluster, and there is none'));
  const difference = pinDifference(state.cluster, identity);
  return difference === undefined ? connection : err(difference);
}

/** Secret parameters are never stored: they come from their source again, or are asked for. */
async function secretsAgain(
  { io, library }: Workplace,
  options: RunOptions,
  plan: Plan,
  state: SessionState,
  dialog: Dialog,
): Promise<Result<Map<string, string>>> {
  const read = library.inventory(mainFile(state));
  if (!read.ok) return read;
  const inventory = read.value?.inventory ?? noInventory;
  const wanted = plan.parameters.filter(
    ({ name, type }) =>
      type === 'secret' && state.secrets.get(name)?.step === undefined && state.secrets.has(name),
  );
  const given = await giveParameters(wanted, {
    flags: options.parameters,
    env: io.env,
    inventory,
    cwd: io.cwd,
    runSource: (command) => runSource(command, io),
  });
  if (!given.ok) return given;
  const secrets = new Map(given.value.secrets);
  for (const parameter of given.value.missing) {
    const answer = await dialog.parameter(parameter, inventory);
    if (!answer.ok) return answer;
    secrets.set(parameter.name, String(answer.value));
  }
  return ok(secrets);
}

/** Where the runbook lay when the session began: its inventory is beside it. */
function mainFile(state: SessionState): string | undefined {
  const [main] = state.files;
  return main === undefined ? undefined : resolvePath(state.cwd, main.path);
}
