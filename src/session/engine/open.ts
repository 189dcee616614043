import { err, ok, problem, type Result } from '../../problem/problem.ts';
import type { Value } from '../../runbook/condition.ts';
import type { EventOf } from '../events.ts';
import { evolve, replay } from '../evolve.ts';
import { allSteps, type Plan } from '../plan.ts';
import type { SessionRecord } from '../record.ts';
import type { SessionState } from '../state.ts';
import type { SessionDeps } from './deps.ts';
import type { SessionListener } from './listener.ts';
import { Session } from './session.ts';

type Started = EventOf<'session.started'>;
type Occasion = Pick<Started, 'git_identity' | 'change' | 'purpose'>;

export interface SessionFacts {
  readonly mode: Started['mode'];
  readonly host: Started['host'];
  readonly tool: Started['tool'];
  readonly cluster?: NonNullable<Started['cluster']>;
  readonly secrets: readonly string[];
  /** What it is for, and who git says the operator is. */
  readonly occasion?: Occasion;
  /** Hears of every record from the very first. */
  readonly listener?: SessionListener;
}

export interface StartFacts extends SessionFacts {
  readonly params: Readonly<Record<string, Value>>;
  readonly cwd: string;
  /** Of a rehearsal: its scenario. Nothing real is touched then. */
  readonly rehearsal?: string;
  /** Of a rehearsal: how many times as fast as the clock it runs. */
  readonly pace?: number;
  /** Git revision of a runbook file, where it is in a repository. */
  readonly revisions: ReadonlyMap<string, { readonly git_rev: string; readonly dirty: boolean }>;
}

/** Begins a session: keeps its runbooks, logs its start, and goes to the first step that needs somebody. */
export async function startSession(deps: SessionDeps, facts: StartFacts): Promise<Result<Session>> {
  for (const file of deps.plan.files) {
    const kept = await deps.journal.keepRunbook(file.sha256, file.text);
    if (!kept.ok) return kept;
  }
  const appended = await deps.journal.append([startedEvent(deps, facts)], deps.actor);
  if (!appended.ok) return appended;
  const state = replay(appended.value);
  if (state === undefined)
    return err(problem('log/damaged', 'The log does not begin with a session’s start.'));
  return begin(new Session(deps, state), appended.value, facts.listener);
}

/** Goes on with a session whose log was read back. A step that was running is interrupted from now on. */
export async function resumeSession(
  deps: SessionDeps,
  state: SessionState,
  facts: SessionFacts,
): Promise<Result<Session>> {
  const { mode, host, tool, cluster, secrets, occasion } = facts;
  const appended = await deps.journal.append(
    [
      {
        type: 'session.resumed',
        mode,
        host,
        tool,
        secrets: [...secrets],
        ...(cluster === undefined ? {} : { cluster }),
        ...occasion,
      },
    ],
    deps.actor,
  );
  if (!appended.ok) return appended;
  const resumed = appended.value.reduce<SessionState | undefined>(evolve, state);
  return begin(new Session(deps, resumed ?? state), appended.value, facts.listener, (session) =>
    session.holds.lookAgain(),
  );
}

/** Tells what was logged before anybody could listen, and goes to the first step that needs somebody. */
async function begin(
  session: Session,
  logged: readonly SessionRecord[],
  listener: SessionListener | undefined,
  first: (session: Session) => Promise<Result<void>> = () => Promise.resolve(ok(undefined)),
): Promise<Result<Session>> {
  if (listener !== undefined) {
    for (const record of logged) listener.onRecord?.(record, session.state);
    session.subscribe(listener);
  }
  const prepared = await first(session);
  if (!prepared.ok) return prepared;
  const advanced = await session.advance();
  return advanced.ok ? ok(session) : advanced;
}

function startedEvent(deps: SessionDeps, facts: StartFacts): Started {
  const { plan, inventory, environment } = deps;
  const files = plan.files.map(({ id, path, sha256 }) => ({
    id,
    path,
    sha256,
    ...facts.revisions.get(path),
  }));
  const [runbook] = files;
  if (runbook === undefined) throw new Error('a plan without a runbook');
  return {
    type: 'session.started',
    runbook,
    files,
    ...(inventory.sha256 === '' ? {} : { inventory: { path: inventory.path, sha256: inventory.sha256 } }),
    environment: {
      name: environment.name,
      production: environment.production,
      namespace: environment.namespace,
    },
    ...(facts.cluster === undefined ? {} : { cluster: facts.cluster }),
    params: { ...facts.params },
    secrets: [...facts.secrets],
    mode: facts.mode,
    cwd: facts.cwd,
    host: facts.host,
    tool: facts.tool,
    ...facts.occasion,
    ...(facts.rehearsal === undefined ? {} : { rehearsal: facts.rehearsal }),
    ...(facts.pace === undefined ? {} : { pace: facts.pace }),
  };
}

/**
 * Steps of a stored plan against a changed file: equal in id and digest are kept, the others that were begun are void.
 * So is an approval, however little has changed: it was given for the text that its approver was shown.
 */
export function comparePlans(
  stored: Plan,
  changed: Plan,
  state: SessionState,
): { readonly kept: readonly string[]; readonly voided: readonly string[] } {
  const digests = new Map(allSteps(changed).map(({ id, step }) => [id, step.digest]));
  const begun = allSteps(stored).filter(({ id }) => state.steps.has(id));
  const kept = begun
    .filter(({ id, step }) => step.kind !== 'approval' && digests.get(id) === step.digest)
    .map(({ id }) => id);
  const voided = begun.filter(({ id }) => !kept.includes(id)).map(({ id }) => id);
  return { kept, voided };
}
