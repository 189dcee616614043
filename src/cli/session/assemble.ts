import { systemClock } from '../../platform/clock.ts';
import { systemDatabase } from '../../platform/database.ts';
import { systemFiles } from '../../platform/files.ts';
import { systemHttp } from '../../platform/http.ts';
import { createProcesses } from '../../platform/processes.ts';
import { lazyShell } from '../../platform/shell/lazy-shell.ts';
import { systemTls } from '../../platform/tls.ts';
import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { SessionDeps } from '../../session/engine/deps.ts';
import type { Plan } from '../../session/plan.ts';
import type { Journal } from '../../session/ports.ts';
import { stepKinds } from '../../steps/registry.ts';
import type { Connection } from './connect.ts';
import type { Workplace } from './workplace.ts';

export interface Assembled {
  readonly plan: Plan;
  readonly inventory: Inventory;
  readonly environment: Environment;
  readonly journal: Journal;
  readonly connection: Connection;
  readonly secrets: Map<string, string>;
  readonly privateFolder: string;
}

/** Wires a session: the one place where its ports meet their implementations. */
export function assembleDeps(workplace: Workplace, parts: Assembled): SessionDeps {
  const { connection } = parts;
  return {
    plan: parts.plan,
    ...(workplace.rehearsal === undefined ? {} : { rehearsalKeys: workplace.rehearsal.keys }),
    kinds: stepKinds,
    inventory: parts.inventory,
    environment: parts.environment,
    journal: parts.journal,
    ports: {
      shell: lazyShell(),
      http: workplace.rehearsal?.http ?? systemHttp,
      tls: workplace.rehearsal?.tls ?? systemTls,
      database: workplace.rehearsal?.database ?? systemDatabase,
      files: systemFiles,
      clock: workplace.rehearsal?.clock ?? systemClock,
      // Few steps want a report: what makes it is loaded then.
      reports: {
        postMortem: async (folder) => (await import('./reports.ts')).postMortemOf(folder, folder),
      },
      cluster: connection.cluster,
    },
    clock: systemClock,
    signer: workplace.signer,
    processes: createProcesses(),
    terminal: workplace.frontEnd.terminal,
    actor: workplace.actor,
    baseEnv: commandBase(commandEnv(workplace), connection.kubeconfig),
    secrets: parts.secrets,
    privateFolder: parts.privateFolder,
  };
}

/** What commands inherit: in a rehearsal nothing that leads to a real system. */
export function commandEnv({ io, rehearsal }: Workplace): Readonly<Record<string, string | undefined>> {
  return rehearsal?.env ?? io.env;
}

/** The operator's environment for commands: the private kubeconfig instead of theirs, and no TEEI_PARAM_ values. */
function commandBase(
  env: Readonly<Record<string, string | undefined>>,
  kubeconfig: string,
): Readonly<Record<string, string>> {
  const base: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !name.startsWith('TEEI_PARAM_')) base[name] = value;
  }
  return { ...base, KUBECONFIG: kubeconfig };
}
