import { ok } from '../../problem/problem.ts';
import type { SessionEvent } from '../events.ts';
import type { IntentOf } from '../intents.ts';
import type { PlannedStep } from '../plan.ts';
import type { HoldState, SessionState } from '../state.ts';
import { fillStep } from '../fill-step.ts';
import { type Deciding, type Decision, kindOf, refuse, valuesOf } from './context.ts';

type Status = HoldState['status'];

/** The newest of what has to be given up before the session may end. */
function toRelease(state: SessionState): HoldState | undefined {
  return [...state.holds.values()].findLast(({ status }) => status === 'held' || status === 'releasing');
}

/** A decision to end comes to giving up what is held, one after the other; the end is decided again after each. */
export function releaseFirst({ state }: Deciding, events: readonly SessionEvent[]): readonly SessionEvent[] {
  const held = toRelease(state);
  if (held === undefined || !events.some(({ type }) => type === 'session.ended')) return events;
  return [{ type: 'hold.releasing', hold: held.key }];
}

/** Only what changes something is logged: that a renewal found all well is not. */
export function holdFound({ state }: Deciding, { hold, finding, resumed }: IntentOf<'hold-found'>): Decision {
  const before = state.holds.get(hold)?.status;
  const { observed } = finding;
  if (finding.found === 'lost') {
    const known: readonly (Status | undefined)[] = ['lost', 'released', 'left', undefined];
    return ok(known.includes(before) ? [] : [{ type: 'hold.lost', hold, observed, next: finding.next }]);
  }
  const news = before !== undefined && (resumed || before !== 'held');
  return ok(news ? [{ type: 'hold.kept', hold, observed }] : []);
}

export function holdRetake({ state }: Deciding, { hold }: IntentOf<'hold-retake'>): Decision {
  const status = state.holds.get(hold)?.status;
  return ok(status === undefined || status === 'held' ? [] : [{ type: 'hold.retaking', hold }]);
}

export function holdRelease({ state }: Deciding, { hold, release }: IntentOf<'hold-release'>): Decision {
  if (state.holds.get(hold)?.status !== 'releasing') return ok([]);
  return ok([{ type: 'hold.released', hold, ...release }]);
}

/** What must be held while this step runs: all, except what the step itself opens or closes. */
export function neededHolds(deciding: Deciding, planned: PlannedStep): readonly HoldState[] {
  const kind = kindOf(deciding, planned);
  const { config, body } = fillStep(planned, valuesOf(deciding));
  if (kind.effect(config, body) !== 'change' || kind.beside(config)) return [];
  const own = [kind.hold(config)?.key, kind.closes(config)];
  return [...deciding.state.holds.values()].filter(
    (held) => !own.includes(held.key) && guards(deciding, held),
  );
}

/** What is held beside the platform (a maintenance window) protects nothing: no step waits for it. */
function guards({ kinds }: Deciding, { kind, config }: HoldState): boolean {
  return kinds.get(kind)?.beside(config) !== true;
}

/** Why a step that changes something can't run: what the session took for that is not its own any more. */
export function refuseUnheld(deciding: Deciding, planned: PlannedStep): Decision | undefined {
  const lost = neededHolds(deciding, planned).find(({ status }) => status !== 'held');
  if (lost === undefined) return undefined;
  return refuse(
    'session/hold-lost',
    `${planned.id} changes something, and this session has lost ${lost.what}: ${lost.observed}`,
    `Run it again to have it taken again, or take it with: back ${lost.step}`,
  );
}
