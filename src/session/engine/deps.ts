import type { Environment, Inventory } from '../../runbook/inventory.ts';
import type { Ports } from '../../steps/context.ts';
import type { Clock } from '../../steps/ports/clock.ts';
import type { Journal, Processes, Signer } from '../ports.ts';
import type { Plan, StepKinds } from '../plan.ts';
import type { Actor } from '../record.ts';

/** The terminal, lent to an interactive command and taken back after it. */
export interface Terminal {
  lend(): Promise<void>;
  takeBack(): Promise<void>;
}

/** Somebody of a rehearsal, whose key the operator may use. */
export interface RehearsalKey {
  readonly name: string;
  readonly roles: readonly string[];
  /** What is entered as the key file. */
  readonly key: string;
}

/** Everything a session works with. Ports are wired by the command line; tests give fakes. */
export interface SessionDeps {
  /** Of a rehearsal: the people who can be asked to approve, and by which word their key is given. */
  readonly rehearsalKeys?: readonly RehearsalKey[];
  readonly plan: Plan;
  readonly kinds: StepKinds;
  readonly inventory: Inventory;
  readonly environment: Environment;
  readonly journal: Journal;
  readonly ports: Ports;
  /** Real time, for the log and the screen. Steps wait by the clock of their ports, which a rehearsal compresses. */
  readonly clock: Clock;
  readonly signer: Signer;
  readonly processes: Processes;
  readonly terminal: Terminal;
  readonly actor: Actor;
  /** Environment that commands inherit, KUBECONFIG already replaced by the private copy. */
  readonly baseEnv: Readonly<Record<string, string>>;
  /** Values of secrets by name. Only here, never in the log. */
  readonly secrets: Map<string, string>;
  /** Private folder of this session outside the log, for what must not be archived. */
  readonly privateFolder: string;
}
