import type { Value, Values } from '../runbook/condition.ts';
import type { EventOf } from './events.ts';

type Finished = EventOf<'step.finished'>;
export type LoggedEvidence = Finished['evidence'];
export type LoggedProblem = NonNullable<Finished['problem']>;
export type LoggedProcess = EventOf<'step.spawned'>['process'];
export type ClusterPin = NonNullable<EventOf<'session.started'>['cluster']>;
export type Signoff = EventOf<'signoff'>;

/** Where a step is. Each member carries only what is true of it. Times are ISO. */
export type StepStatus =
  | { readonly status: 'pending' }
  | {
      readonly status: 'running';
      readonly attempt: number;
      readonly since: string;
      readonly process?: LoggedProcess;
    }
  | {
      readonly status: 'interrupted';
      readonly attempt: number;
      readonly since: string;
      readonly process?: LoggedProcess;
    }
  /** A check offered beside a tick has answered; the tick itself is still to be given. */
  | {
      readonly status: 'looked';
      readonly attempt: number;
      readonly evidence: LoggedEvidence;
      readonly summary: string;
    }
  | {
      readonly status: 'inconclusive';
      readonly attempt: number;
      readonly summary: string;
      readonly evidence: LoggedEvidence;
      readonly failing?: readonly string[];
    }
  | {
      readonly status: 'failed';
      readonly attempt: number;
      readonly summary: string;
      readonly problem: LoggedProblem;
      readonly evidence: LoggedEvidence;
      /** Services that failed, by the inventory's names. */
      readonly failing?: readonly string[];
    }
  | {
      readonly status: 'passed';
      readonly attempt: number;
      readonly summary: string;
      readonly by: 'engine' | 'person';
    }
  | {
      readonly status: 'signed';
      readonly attempt: number;
      readonly by: string;
      readonly signed: boolean;
      /** Who operated; for an unsigned sign-off nobody else vouches. */
      readonly enteredBy: string;
    }
  | { readonly status: 'answered'; readonly attempt: number; readonly summary: string }
  | { readonly status: 'skipped'; readonly cause: EventOf<'step.skipped'>['cause']; readonly reason: string }
  /** Failed, and the session went on. `summary`: what failed. */
  | {
      readonly status: 'continued';
      readonly attempt: number;
      readonly cause: EventOf<'step.continued'>['cause'];
      readonly reason: string;
      readonly summary: string;
    };

export interface StepState {
  readonly status: StepStatus;
  /** Attempts so far; the next one gets this plus 1. */
  readonly attempts: number;
  /** Sign-offs that count (those before a "back" don't). */
  readonly signoffs: readonly Signoff[];
  /** Folder of the attempt that passed, below the session's folder; absent where it left no files. */
  readonly folder?: string;
  readonly milliseconds?: number;
}

/** Something that the session holds, such as a lock. */
export interface HoldState extends NonNullable<Finished['opens']> {
  /** The step that opened it. */
  readonly step: string;
  /** ISO time. */
  readonly since: string;
  /** `releasing`: it is being given up, or was when this program died. `left`: it could not be given up. */
  readonly status: 'held' | 'lost' | 'releasing' | 'released' | 'left';
  /** What was found of it last. */
  readonly observed: string;
  /** What the operator does about that. */
  readonly next?: string;
}

/** A moment by which something has to have happened, and has not yet. */
export interface DeadlineState extends NonNullable<Finished['deadline']> {
  /** The step that set it. */
  readonly step: string;
}

/** Whom the session was left to, and what they have to know. */
export interface HandOver {
  readonly to: string;
  readonly note: string;
}

export type Phase =
  | { readonly phase: 'open' }
  | { readonly phase: 'paused'; readonly reason: string; readonly handedTo?: HandOver }
  | {
      readonly phase: 'ended';
      readonly outcome: EventOf<'session.ended'>['outcome'];
      readonly reason?: string;
    };

/** Where the session stands after it was left or ended. */
export function phaseAfter(
  event: EventOf<'session.paused'> | EventOf<'session.handed-over'> | EventOf<'session.ended'>,
): Phase {
  switch (event.type) {
    case 'session.paused':
      return { phase: 'paused', reason: event.reason };
    case 'session.handed-over':
      return {
        phase: 'paused',
        reason: `handed over to ${event.to}: ${event.note}`,
        handedTo: { to: event.to, note: event.note },
      };
    case 'session.ended': {
      const { outcome, reason } = event;
      return { phase: 'ended', outcome, ...(reason === undefined ? {} : { reason }) };
    }
  }
}

/** A value with the step that set it; parameters have none. */
export interface HeldValue {
  readonly value: Value;
  readonly step?: string;
}

/** Everything that the log says, folded. */
export interface SessionState {
  readonly session: string;
  readonly runbookId: string;
  /** The files that are walked, the runbook itself first: as started, or as adopted since. */
  readonly files: EventOf<'session.started'>['files'];
  readonly phase: Phase;
  readonly startedAt: string;
  readonly mode: 'attended' | 'unattended';
  readonly environment: { readonly name: string; readonly production: boolean; readonly namespace: string };
  readonly cluster?: ClusterPin;
  readonly rehearsal?: string;
  /** Of a rehearsal: how many times as fast as the clock it runs. */
  readonly pace?: number;
  readonly cwd: string;
  /** Name of the machine that it runs on, or ran on last. */
  readonly host: string;
  /** Who operates it now: the person who said so on a shared account, else the system's user. */
  readonly operator: string;
  /** Everyone who has operated: user names and key fingerprints. They can't approve. */
  readonly operators: ReadonlySet<string>;
  /** An on-failure runbook that is being walked instead of the rest, and the step that it was entered from. */
  readonly branch?: { readonly name: string; readonly from: string };
  readonly steps: ReadonlyMap<string, StepState>;
  readonly values: ReadonlyMap<string, HeldValue>;
  /** Names of secret values, with the step that captured them (parameters: none). */
  readonly secrets: ReadonlyMap<string, { readonly step?: string }>;
  /** What its steps have opened and nobody has closed yet, by key, oldest first. */
  readonly holds: ReadonlyMap<string, HoldState>;
  /** A witness did not take the checkpoint before the newest; absent: nothing is known to be missing. */
  readonly unwitnessed?: true;
  /** Deadlines that nobody has met yet, by key, oldest first. */
  readonly deadlines: ReadonlyMap<string, DeadlineState>;
  /** True once a step that changes something has started. */
  readonly changed: boolean;
  /** When the last of them started. */
  readonly changedAt?: string;
  readonly notes: readonly {
    readonly time: string;
    readonly actor: string;
    readonly text: string;
    readonly step?: string;
  }[];
  /** Output of the last attempt that printed anything. */
  readonly lastOutput?: NonNullable<Finished['output']>;
  readonly lastSeq: number;
}

/** Who operates the session, and where: `alice@bastion`. */
export function operatorAt({ operator, host }: Pick<SessionState, 'operator' | 'host'>): string {
  return `${operator}@${host}`;
}

const pendingStep: StepState = { status: { status: 'pending' }, attempts: 0, signoffs: [] };

export function stepState(state: SessionState, id: string): StepState {
  return state.steps.get(id) ?? pendingStep;
}

/** The values of a state as conditions, templates and commands see them; built-in ones included. */
export function currentValues(state: SessionState): Values {
  const values: Record<string, Value> = {
    environment: state.environment.name,
    production: state.environment.production,
    namespace: state.environment.namespace,
    session: state.session,
  };
  for (const [name, held] of state.values) values[name] = held.value;
  return values;
}

/** True where the session may go past the step. */
export function isSettled(status: StepStatus): boolean {
  switch (status.status) {
    case 'passed':
    case 'signed':
    case 'answered':
    case 'skipped':
    case 'continued':
      return true;
    case 'pending':
    case 'running':
    case 'interrupted':
    case 'looked':
    case 'inconclusive':
    case 'failed':
      return false;
  }
}
