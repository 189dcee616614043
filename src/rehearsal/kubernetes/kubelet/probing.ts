import type { Json } from '../objects/json.ts';
import type { Cancel } from '../../time/schedule.ts';
import type { PodContext } from './pod-context.ts';
import { type Health, type Probe, type ProbeKind, probeOf } from './probe.ts';

/** What a probed container does when it is asked, and what its probes come to. */
export interface Probed {
  health(): Health;
  onStarted(): void;
  onReady(ready: boolean): void;
  /** A probe has failed for good: the container is to be restarted. */
  onDead(probe: 'startup' | 'liveness'): void;
}

const titles: Readonly<Record<ProbeKind, string>> = {
  startupProbe: 'Startup',
  readinessProbe: 'Readiness',
  livenessProbe: 'Liveness',
};

/** The node looks at what runs once a second: what has ended by then was never ready. In simulated milliseconds. */
const relist = 1000;

/** Asks one run of a container by its probes, in the order startup, then readiness and liveness. */
export class Probing {
  readonly #context: PodContext;
  readonly #container: Json;
  readonly #probed: Probed;
  readonly #fieldPath: string;
  readonly #pending = new Map<ProbeKind, Cancel>();

  constructor(context: PodContext, container: Json, fieldPath: string, probed: Probed) {
    this.#context = context;
    this.#container = container;
    this.#fieldPath = fieldPath;
    this.#probed = probed;
  }

  begin(): void {
    const startup = probeOf(this.#container, 'startupProbe');
    if (startup === undefined) this.#started();
    else
      this.#loop('startupProbe', startup, {
        passed: () => this.#started(),
        failed: () => this.#probed.onDead('startup'),
      });
  }

  stop(): void {
    for (const cancel of this.#pending.values()) cancel();
    this.#pending.clear();
  }

  #started(): void {
    this.#stopOne('startupProbe');
    this.#probed.onStarted();
    const readiness = probeOf(this.#container, 'readinessProbe');
    if (readiness === undefined)
      this.#pending.set(
        'readinessProbe',
        this.#context.timers.after(relist, () => this.#probed.onReady(true)),
      );
    else {
      this.#loop('readinessProbe', readiness, {
        passed: () => this.#probed.onReady(true),
        failed: () => this.#probed.onReady(false),
      });
    }
    const liveness = probeOf(this.#container, 'livenessProbe');
    if (liveness !== undefined) {
      this.#loop('livenessProbe', liveness, {
        passed: () => undefined,
        failed: () => this.#probed.onDead('liveness'),
      });
    }
  }

  #loop(
    kind: ProbeKind,
    probe: Probe,
    then: { readonly passed: () => void; readonly failed: () => void },
  ): void {
    let passes = 0;
    let failures = 0;
    const ask = (): void => {
      // Planned before the answer is acted on, which may end the loop.
      this.#plan(kind, probe.period, ask);
      const failure = probe.failure(this.#probed.health(), this.#context.ip() ?? '');
      if (failure === undefined) {
        failures = 0;
        passes += 1;
        if (passes === probe.successThreshold) then.passed();
        return;
      }
      passes = 0;
      failures += 1;
      this.#context.tell({
        type: 'Warning',
        reason: 'Unhealthy',
        message: `${titles[kind]} probe failed: ${failure}`,
        fieldPath: this.#fieldPath,
      });
      if (failures === probe.failureThreshold) then.failed();
    };
    // The first question comes a moment after the start at the earliest.
    this.#plan(kind, Math.max(probe.initialDelay, 0.1), ask);
  }

  #plan(kind: ProbeKind, seconds: number, ask: () => void): void {
    this.#pending.set(kind, this.#context.timers.after(seconds * 1000, ask));
  }

  #stopOne(kind: ProbeKind): void {
    this.#pending.get(kind)?.();
    this.#pending.delete(kind);
  }
}
