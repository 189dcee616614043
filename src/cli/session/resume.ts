import { homedir } from 'node:os';
import { resolve as resolvePath } from 'node:path';
import { err, ok, type Problem, problem, type Result } from '../../problem/problem.ts';
import { openJournal } from '../../platform/journal/journal.ts';
import { unknownEnvironment } from '../../runbook/services.ts';
import { resumeSession } from '../../session/engine/open.ts';
import { pinDifference } from '../../session/engine/pin.ts';
import { replay } from '../../session/evolve.ts';
import type { Plan } from '../../session/plan.ts';
import type { Journal } from '../../session/ports.ts';
import type { SessionState } from '../../session/state.ts';
import { stepKinds } from '../../steps/registry.ts';
import { findSession } from '../find-session.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { noInventory } from '../no-inventory.ts';
import { adoptChanged } from './adopt.ts';
import { type Assembled, assembleDeps } from './assemble.ts';
import { connect, type Connection } from './connect.ts';
import { askMissing, type Questions } from './questions.ts';
import { publishTo } from './publish-to.ts';
import { jsonRecords } from './json-records.ts';
import type { OpenedSession } from './opened.ts';
import { newestUnfinished } from './newest-unfinished.ts';
import { occasionOf } from './occasion.ts';
import { giveParameters } from './parameters.ts';
import { runSource } from './secret-source.ts';
import { storedPlan } from './stored-plan.ts';
import { hostFacts, toolFacts } from './tool.ts';
import { usesCluster } from './uses-cluster.ts';
import { journalOptions, privateFolder, type Workplace } from './workplace.ts';

/** Goes on with a session: from its own copy of the runbook, on the same cluster, with its secrets asked for again. */
export async function resumeStored(
  workplace: Workplace,
  options: RunOptions,
  wanted: string | true,
): Promise<Result<OpenedSession>> {
  const id = await wantedSession(workplace, wanted);
  if (!id.ok) return id;
  const journal = await openJournal(journalOptions(workplace, id.value));
  if (!journal.ok) return journal;
  const dialog = workplace.frontEnd.questions;
  const resumed = await resume(workplace, options, journal.value, dialog);
  if (!resumed.ok) await journal.value.close();
  return resumed;
}

/** The session of an id or the beginning of one; `true`: the newest that has not ended. */
async function wantedSession({ sessions, io }: Workplace, wanted: string | true): Promise<Result<string>> {
  if (wanted === true) return newestUnfinished(sessions);
  const found = await findSession(wanted, sessions, io.cwd);
  return found.ok ? ok(found.value.name) : found;
}

async function resume(
  workplace: Workplace,
  options: RunOptions,
  journal: Journal,
  dialog: Questions,
): Promise<Result<OpenedSession>> {
  const state = unfinished(journal);
  if (!state.ok) return state;
  workplace.frontEnd.opening();
  const parts = await gather(workplace, options, journal, state.value, dialog);
  if (!parts.ok) return parts;
  const operated = await withOperator(workplace, state.value, dialog);
  if (!operated.ok) return operated;
  const adopted = await adoptChanged(operated.value, parts.value, state.value, dialog);
  if (!adopted.ok) return adopted;
  await publishTo(workplace, parts.value.inventory);
  const { identity } = parts.value.connection;
  const deps = assembleDeps(operated.value, adopted.value.parts);
  const session = await resumeSession(deps, adopted.value.state, {
    ...jsonRecords(workplace.io, options),
    mode: options.unattended ? 'unattended' : 'attended',
    host: hostFacts(),
    tool: toolFacts(),
    ...(identity === undefined ? {} : { cluster: identity }),
    secrets: [...parts.value.secrets.keys()],
    occasion: await occasionOf(options, workplace.io),
  });
  const { privateFolder: folder } = parts.value;
  return session.ok ? ok({ session: session.value, privateFolder: folder }) : session;
}

/** The folded log of a session that can go on. */
function unfinished(journal: Journal): Result<SessionState> {
  const state = replay(journal.records);
  if (state === undefined) {
    const message = `${journal.session} holds no start: it was killed before it began.`;
    return err(problem('run/no-session', message, { hint: 'Start a new session' }));
  }
  if (state.phase.phase !== 'ended')
    return state.rehearsal === undefined ? ok(state) : err(platformGone(state));
  const hint = `Look at it with: teei-runbook sessions show ${state.session}`;
  return err(problem('session/ended', `${state.session} has ended (${state.phase.outcome}).`, { hint }));
}

/** What the session was about to change is not there any more, and nothing real may take its place. */
function platformGone({ session, runbookId, rehearsal = '' }: SessionState): Problem {
  return problem('rehearsal/gone', `${session} was a rehearsal, and its platform is gone.`, {
    hint: `Begin anew: teei-runbook ${runbookId} --rehearse ${rehearsal}`,
  });
}

/** Everything that the session had when it began, from its own copies and from outside again. */
async function gather(
  workplace: Workplace,
  options: RunOptions,
  journal: Journal,
  state: SessionState,
  dialog: Questions,
): Promise<Result<Assembled>> {
  const plan = await storedPlan(journal, state);
  if (!plan.ok) return plan;
  const read = workplace.library.inventory(mainFile(state));
  if (!read.ok) return read;
  const inventory = read.value?.inventory ?? noInventory;
  const { name } = state.environment;
  const environment = { ...(inventory.environments[name] ?? unknownEnvironment(name)), ...state.environment };
  const folder = privateFolder(workplace, state.session);
  const connection = await reconnect(workplace, plan.value, state, environment, folder);
  if (!connection.ok) return connection;
  const secrets = await secretsAgain(workplace, options, plan.value, state, dialog);
  if (!secrets.ok) return secrets;
  return ok({
    plan: plan.value,
    inventory,
    environment,
    journal,
    connection: connection.value,
    secrets: secrets.value,
    privateFolder: folder,
  });
}

/** A session that was handed over is gone on with by somebody who says who they are. */
async function withOperator(
  workplace: Workplace,
  state: SessionState,
  dialog: Questions,
): Promise<Result<Workplace>> {
  if (state.phase.phase !== 'paused' || state.phase.handedTo === undefined) return ok(workplace);
  if (workplace.actor.on_behalf_of !== undefined) return ok(workplace);
  const name = await dialog.operator(state.phase.handedTo);
  if (!name.ok) return name;
  return ok({ ...workplace, actor: { ...workplace.actor, on_behalf_of: name.value } });
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
    return err(problem('session/cluster-changed', 'This session is pinned to a cluster, and there is none.'));
  const difference = pinDifference(state.cluster, identity);
  return difference === undefined ? connection : err(difference);
}

/** Secret parameters are never stored: they come from their source again, or are asked for. */
async function secretsAgain(
  { io, library }: Workplace,
  options: RunOptions,
  plan: Plan,
  state: SessionState,
  dialog: Questions,
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
  const answers = await askMissing(given.value.missing, inventory, dialog);
  if (!answers.ok) return answers;
  for (const [name, answer] of answers.value) secrets.set(name, String(answer));
  return ok(secrets);
}

/** Where the runbook lay when the session began: its inventory is beside it. */
function mainFile(state: SessionState): string | undefined {
  const [main] = state.files;
  return main === undefined ? undefined : resolvePath(state.cwd, main.path);
}
