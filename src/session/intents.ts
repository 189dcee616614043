import type { Value } from '../runbook/condition.ts';
import type { HoldFinding, HoldRelease } from '../steps/hold.ts';
import type { EventOf } from './events.ts';

/** Who is going to sign. The signature itself is made over the event that deciding gives, and added to it. */
export interface SigningAs {
  readonly principal: string;
  /** SHA256:… of the key, where it is known before it signs. */
  readonly key_fp?: string;
}

/** On whose word a step runs. */
export type Consent = 'person' | 'unattended' | 'auto';

/** What somebody, or the unattended loop, wants to happen. Facts that need an effect (signatures, digests) come in already checked. */
export type Intent =
  /** Go on by conditions alone: skip by `when`, choose by `decide`, end. Never runs anything. */
  | { readonly intent: 'advance' }
  /** Run the current step. `unattended`: nobody looked at it; `auto`: the runbook says that it runs by itself. */
  | {
      readonly intent: 'run';
      readonly consent: Consent;
      readonly cwd: string;
      readonly clusterChecked: boolean;
      /** Only to ask ahead whether it would be taken: the engine takes again what is lost before it runs a step. */
      readonly asIfHeld?: true;
    }
  | {
      readonly intent: 'attest';
      readonly decision: 'yes' | 'no';
      readonly shown: string;
      readonly note?: string;
      readonly by?: SigningAs;
    }
  | {
      readonly intent: 'approve';
      readonly decision: 'yes' | 'no';
      readonly name: string;
      readonly shown: string;
      readonly note?: string;
      readonly by?: SigningAs;
    }
  | {
      readonly intent: 'answer';
      readonly values: Readonly<Record<string, Value>>;
      readonly secrets: readonly string[];
    }
  | { readonly intent: 'choose'; readonly value: string }
  | { readonly intent: 'skip'; readonly reason: string }
  /** The steps before this one are recorded as skipped (--from). */
  | { readonly intent: 'start-from'; readonly step: string }
  | { readonly intent: 'continue'; readonly reason: string }
  | { readonly intent: 'back'; readonly to: string; readonly reason: string }
  /** Enter the runbook that the failed step's on-failure names: for these services alone, or for everything. */
  | { readonly intent: 'recover'; readonly reason: string; readonly only?: readonly string[] }
  | {
      readonly intent: 'resolve';
      readonly resolution: 'done' | 'failed' | 'retry';
      readonly reason: string;
      /** The process of the interrupted attempt is still there. */
      readonly alive: boolean;
      readonly output?: EventOf<'step.resolved'>['output'];
      readonly files: EventOf<'step.resolved'>['files'];
    }
  /** What the session holds was looked at. `resumed`: for the first time since it was resumed. */
  | {
      readonly intent: 'hold-found';
      readonly hold: string;
      readonly finding: Exclude<HoldFinding, { readonly found: 'unknown' }>;
      readonly resumed: boolean;
    }
  | { readonly intent: 'hold-retake'; readonly hold: string }
  | { readonly intent: 'hold-release'; readonly hold: string; readonly release: HoldRelease }
  | { readonly intent: 'note'; readonly text: string }
  | { readonly intent: 'hand-over'; readonly to: string; readonly note: string }
  | { readonly intent: 'pause'; readonly reason: string }
  | { readonly intent: 'abort'; readonly reason: string }
  /** End as failed: the current step failed and nobody goes on. */
  | { readonly intent: 'give-up'; readonly reason: string };

/** What a front end may ask for: the engine itself looks at the cluster before it runs a step, and after what is held. */
export type Request =
  | Exclude<Intent, { intent: 'run' | 'hold-found' | 'hold-retake' | 'hold-release' }>
  | { readonly intent: 'run'; readonly consent: Consent };

export type IntentOf<T extends Intent['intent']> = Extract<Intent, { intent: T }>;
