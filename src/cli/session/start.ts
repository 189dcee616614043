import { homedir } from 'node:os';
import { err, ok, problem, type Result } from '../../problem/problem.ts';
import { systemClock } from '../../platform/clock.ts';
import { createJournal } from '../../platform/journal/journal.ts';
import type { LoadedRunbook } from '../../platform/library.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import { mayStartFrom } from '../../session/decide/start-from.ts';
import { type StartFacts, startSession } from '../../session/engine/open.ts';
import type { Session } from '../../session/engine/session.ts';
import { newSessionId } from '../../session/log/session-id.ts';
import { compilePlan, type Plan } from '../../session/plan.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { RunOptions } from '../commands/run-options.ts';
import { noInventory } from '../no-inventory.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { assembleDeps, commandEnv } from './assemble.ts';
import { connect, type Connection } from './connect.ts';
import { occasionOf } from './occasion.ts';
import { revisionsOf } from './git-revision.ts';
import { giveParameters, type GivenParameters } from './parameters.ts';
import { askMissing, type Questions } from './questions.ts';
import { publishTo } from './publish-to.ts';
import { jsonRecords } from './json-records.ts';
import type { OpenedSession } from './opened.ts';
import { hostFacts, toolFacts } from './tool.ts';
import { runSource } from './secret-source.ts';
import { usesCluster } from './uses-cluster.ts';
import { journalOptions, privateFolder, type Workplace } from './workplace.ts';

/** Everything that is settled before a session exists. */
interface Prepared {
  readonly plan: Plan;
  readonly inventory: Inventory;
  readonly environment: Environment;
  readonly given: GivenParameters;
}

/** Starts a new session: runbook, environment, parameters, cluster, log. Nothing is written before all of it is settled. */
export async function startNew(workplace: Workplace, options: RunOptions): Promise<Result<OpenedSession>> {
  if (options.runbook === undefined) {
    return err(problem('run/parameter', 'Name a runbook.', { hint: 'teei-runbook list shows them' }));
  }
  const loaded = workplace.library.load(options.runbook);
  if (!loaded.ok) return loaded;
  const dialog = workplace.frontEnd.questions;
  const prepared = await prepare(workplace, options, loaded.value, dialog);
  return prepared.ok ? open(workplace, options, prepared.value, dialog) : prepared;
}

async function prepare(
  workplace: Workplace,
  options: RunOptions,
  loaded: LoadedRunbook,
  dialog: Questions,
): Promise<Result<Prepared>> {
  const { library } = workplace;
  const read = library.inventory(loaded.file);
  if (!read.ok) return read;
  const inventory = read.value?.inventory ?? noInventory;
  const load = (id: string) => {
    const included = library.load(id, loaded.file);
    return included.ok ? ok(included.value.runbook) : included;
  };
  const plan = compilePlan(loaded.runbook, load, stepKinds);
  if (!plan.ok) return plan;
  const from = options.from === undefined ? ok(undefined) : mayStartFrom(plan.value, stepKinds, options.from);
  if (!from.ok) return from;
  const needs = options.context === undefined ? usesCluster(plan.value, stepKinds) : 'required';
  const choice = chooseEnvironment(loaded.runbook, inventory, options.environment, needs);
  if (!choice.ok) return choice;
  const environment =
    choice.value.kind === 'chosen'
      ? ok(choice.value.environment)
      : await dialog.environment(choice.value.names, inventory);
  if (!environment.ok) return environment;
  const given = await parameters(workplace, options, plan.value, inventory, dialog);
  if (!given.ok) return given;
  return ok({ plan: plan.value, inventory, environment: environment.value, given: given.value });
}

async function parameters(
  { io }: Workplace,
  options: RunOptions,
  plan: Plan,
  inventory: Inventory,
  dialog: Questions,
): Promise<Result<GivenParameters>> {
  const given = await giveParameters(plan.parameters, {
    flags: options.parameters,
    env: io.env,
    inventory,
    cwd: io.cwd,
    runSource: (command) => runSource(command, io),
  });
  if (!given.ok) return given;
  const values = { ...given.value.values };
  const secrets = new Map(given.value.secrets);
  const answers = await askMissing(given.value.missing, inventory, dialog);
  if (!answers.ok) return answers;
  for (const { name, type } of given.value.missing) {
    const answer = answers.value.get(name);
    if (answer === undefined) continue;
    if (type === 'secret') secrets.set(name, String(answer));
    else values[name] = answer;
  }
  return ok({ values, secrets, missing: [] });
}

async function open(
  workplace: Workplace,
  options: RunOptions,
  prepared: Prepared,
  dialog: Questions,
): Promise<Result<OpenedSession>> {
  const { plan, environment } = prepared;
  workplace.frontEnd.opening();
  const id = newSessionId(systemClock.now(), plan.runbook.id, Math.random());
  const folder = privateFolder(workplace, id);
  const connection = await connect({
    env: { HOME: homedir(), ...commandEnv(workplace) },
    need: usesCluster(plan, stepKinds),
    context: options.context,
    environment,
    privateFolder: folder,
  });
  if (!connection.ok) return connection;
  const confirmed = await confirmCluster(connection.value, environment, dialog);
  if (!confirmed.ok) return confirmed;
  await publishTo(workplace, prepared.inventory);
  const journal = await createJournal(journalOptions(workplace, id));
  if (!journal.ok) return journal;
  const secrets = new Map(prepared.given.secrets);
  const deps = assembleDeps(workplace, {
    ...prepared,
    journal: journal.value,
    connection: connection.value,
    secrets,
    privateFolder: folder,
  });
  const session = await startSession(deps, {
    ...jsonRecords(workplace.io, options),
    mode: options.unattended ? 'unattended' : 'attended',
    host: hostFacts(),
    tool: toolFacts(),
    ...(connection.value.identity === undefined ? {} : { cluster: connection.value.identity }),
    secrets: [...secrets.keys()],
    params: { ...environment.endpoints, ...environment.values, ...prepared.given.values },
    cwd: workplace.io.cwd,
    occasion: await occasionOf(options, workplace.io),
    ...rehearsalFacts(workplace),
    revisions: await revisionsOf(
      plan.files.map(({ path }) => path),
      workplace.io,
    ),
  });
  if (!session.ok) return closeAfter(session, journal.value);
  const from = await startFrom(session.value, options.from);
  return from.ok ? ok({ session: session.value, privateFolder: folder }) : closeAfter(from, journal.value);
}

function rehearsalFacts({ rehearsal }: Workplace): Pick<StartFacts, 'rehearsal' | 'pace'> {
  return rehearsal === undefined ? {} : { rehearsal: rehearsal.scenario, pace: rehearsal.pace };
}

async function startFrom(session: Session, step: string | undefined): Promise<Result<void>> {
  return step === undefined ? ok(undefined) : session.dispatch({ intent: 'start-from', step });
}

async function closeAfter<T extends Result<never>>(
  failed: T,
  journal: { close(): Promise<void> },
): Promise<T> {
  await journal.close();
  return failed;
}

/** A cluster that the inventory names exactly needs no question; any other is shown and confirmed by a person. */
async function confirmCluster(
  { identity }: Connection,
  environment: Environment,
  dialog: Questions,
): Promise<Result<void>> {
  if (identity === undefined || environment.server !== undefined || environment.clusterUid !== undefined) {
    return ok(undefined);
  }
  return dialog.cluster(identity, environment);
}
