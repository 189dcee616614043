/** A situation to practise, as its file says it. All durations are simulated milliseconds unless said otherwise. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** What is practised, in one line. */
  readonly practises: string;
  /** What the operator is told beforehand. */
  readonly about: string;
  readonly runbook: string;
  /** Values to begin the runbook with, as `-p` would give them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly environment: string;
  /** Tag of the images that run at the beginning. */
  readonly running: string;
  /** How many times as fast as the clock the simulated time runs. */
  readonly pace: number;
  readonly window: 'open' | 'closed';
  readonly nodes: readonly string[];
  /** Hard limits of the namespace's ResourceQuota, such as `pods: "40"`. Empty: there is none. */
  readonly quota: Readonly<Record<string, string>>;
  readonly releases: Releases;
  /** What the operator's account may not do. */
  readonly denied: readonly Right[];
  readonly api: ApiFaults;
  /** How what the services stand on is at the beginning. */
  readonly platform: PlatformState;
  readonly happens: readonly Happening[];
  readonly good: GoodPractice;
  /** The file as people read its path. */
  readonly path: string;
}

/** What images do, by tag. The running tag is good where it is not here; any other tag that is not here is not in the registry. */
export type Releases = Readonly<Record<string, Release>>;

/** What the images of one tag do: all of them, and single services otherwise. */
export interface Release extends Behaviour {
  readonly services: Readonly<Record<string, Behaviour>>;
}

/** What differs from a good image. */
export interface Behaviour {
  readonly registry?: 'present' | 'missing';
  /** How long the pull takes. */
  readonly pull?: number;
  readonly readyAfter?: number;
  /** The process ends so long after its start; it is ready in between where `readyAfter` is less. */
  readonly crashes?: Crash;
  readonly outOfMemory?: Pick<Crash, 'after' | 'log'>;
  /** Of a hundred requests so many are answered with 500; health checks are not counted. */
  readonly errorPercent?: number;
  readonly latency?: number;
  /** False: /health answers 503. */
  readonly healthy?: boolean;
  /** What it writes when it has started. */
  readonly log?: readonly string[];
  /** Commands beside those that every image knows. */
  readonly commands?: readonly Command[];
}

export interface Crash {
  readonly code: number;
  readonly after: number;
  /** Its last words. */
  readonly log: readonly string[];
}

/** What a command in the image does, such as `pnpm db:migrate`. */
export interface Command {
  readonly run: readonly string[];
  readonly code: number;
  readonly takes: number;
  readonly output: readonly string[];
}

/** A right as `kubectl auth can-i` names it: `create deployments.apps`, `get pods/log`. */
export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
}

/** What the API server does wrong. */
export interface ApiFaults {
  readonly requests: readonly RequestRule[];
  /** Real milliseconds after which a watch breaks off. */
  readonly watchLife?: number;
}

/** A share of the requests that meet the rule is answered with a status instead, or later, or both. */
export interface RequestRule {
  /** 0 to 100. */
  readonly percent: number;
  /** Absent: any. */
  readonly methods?: readonly string[];
  /** The request's path begins so. Absent: any. */
  readonly path?: string;
  readonly status?: 429 | 500 | 503;
  /** Real milliseconds. */
  readonly delay?: number;
}

/** What the services stand on. */
export interface PlatformState {
  readonly vault: 'open' | 'sealed';
  readonly database: 'normal' | 'pool-exhausted';
  /** Streams whose consumers are stuck. */
  readonly stuckConsumers: readonly string[];
  /** How old the newest backup of the database was at the beginning, in milliseconds. */
  readonly backupAge: number;
  /** What goes wrong in the deployment workflow on GitHub; a release that is bad fails in it by itself. */
  readonly workflow: 'passes' | 'fails-deploy' | 'fails-health' | 'fails-smoke';
}

/** Something that happens by itself while the runbook is walked. */
export interface Happening {
  readonly after: number;
  /** From when `after` counts. */
  readonly of: Moment;
  readonly loses?: string;
  readonly recovers?: string;
  /** What becomes of releases; a release that is not named stays as it is. */
  readonly releases?: Releases;
  readonly platform?: Partial<PlatformState>;
  /** What the API server does wrong from then on, in the place of what it did. */
  readonly api?: ApiFaults;
}

export type Moment =
  | { readonly at: 'beginning' }
  /** The Deployment of this service is changed: restarted, scaled, or given another template. */
  | { readonly at: 'changed'; readonly service: string }
  /** The first Deployment of this tag (of this service, where one is named) is written. */
  | { readonly at: 'applied'; readonly tag: string; readonly service?: string }
  /** The first pod of it is ready. */
  | { readonly at: 'ready'; readonly tag: string; readonly service?: string };

/** How a session of this kind may end. `stopped`: before the end, by a failure or by a person. */
export type Ending = 'completed' | 'stopped' | 'rolled-back';

/** What a good operator does. */
export interface GoodPractice {
  /** Any of these is a good end, the best one first. */
  readonly ends: readonly Ending[];
  /** The step at which it is stopped or rolled back: one of these. Empty: it is not, or any. */
  readonly at: readonly string[];
  /** From the start of this step on the fault can be seen. Absent: from the beginning. */
  readonly since?: string;
  /** The last step that has to notice. Absent: there is nothing to notice. */
  readonly noticedBy?: string;
  /** The step whose success shows that all is well again. Absent: the end of the session. */
  readonly wellAgainBy?: string;
  /** Steps that may not be skipped. */
  readonly neverSkip: readonly string[];
  /** Real milliseconds from the fault to the end, or of the whole session where there is no fault. */
  readonly within?: number;
  /** In prose. */
  readonly told: string;
}
