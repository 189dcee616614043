import { unreachable } from '../../../problem/problem.ts';
import { kindOf } from '../../../session/decide/context.ts';
import { decide } from '../../../session/decide/decide.ts';
import { recoverableAlone } from '../../../session/decide/recover.ts';
import type { Intent } from '../../../session/intents.ts';
import type { Prompt } from '../../../steps/prompt.ts';
import type { ActionId } from '../../keymap/actions.ts';
import type { Situation } from '../../situation.ts';
import type { SessionReader } from './session-reader.ts';

/** A text where a reason will be: only whether the engine would take the intent at all is asked here. */
const some = 'reason';

/** What was found out about a state: it is asked again for every frame, and a state never changes. */
const known = new WeakMap<SessionReader['state'], Map<string, string | undefined>>();

/**
 * Why an action of the notebook does not apply now, in one sentence; undefined: it applies. Where the engine
 * decides, it is the engine that is asked, so that the screen never says anything else.
 */
export function whyNot(action: ActionId, reader: SessionReader, situation: Situation): string | undefined {
  const ofState = known.get(reader.state) ?? new Map<string, string | undefined>();
  known.set(reader.state, ofState);
  const alive = situation.situation === 'interrupted' && situation.alive;
  const key = `${action} ${situation.situation} ${String(alive)} ${String(reader.running)}`;
  if (!ofState.has(key)) ofState.set(key, findOut(action, reader, situation));
  return ofState.get(key);
}

function findOut(action: ActionId, reader: SessionReader, situation: Situation): string | undefined {
  switch (action) {
    case 'act':
      return running(reader);
    case 'run':
      return (
        running(reader) ??
        refusal(reader, { intent: 'run', consent: 'person', cwd: '/', clusterChecked: true, asIfHeld: true })
      );
    case 'yes':
    case 'no':
      return running(reader) ?? notAsked(reader, situation, 'attest', 'asks for no tick');
    case 'check':
      return running(reader) ?? noCheck(reader, situation);
    case 'approve':
    case 'reject':
      return running(reader) ?? notAsked(reader, situation, 'approve', 'asks for no approval');
    case 'stop':
      return reader.running || (situation.situation === 'interrupted' && situation.alive)
        ? undefined
        : 'Nothing is running.';
    case 'skip':
      return refusal(reader, { intent: 'skip', reason: some });
    case 'continue':
      return refusal(reader, { intent: 'continue', reason: some });
    case 'roll-back':
      return refusal(reader, { intent: 'recover', reason: some });
    case 'roll-back-only':
      return refusal(reader, { intent: 'recover', reason: some, only: recoverableAlone(reader.deciding) });
    case 'back':
      return noWayBack(reader);
    case 'resolve-done':
    case 'resolve-failed':
      return refuseResolution(reader, situation, action);
    case 'give-up':
      return refusal(reader, { intent: 'give-up', reason: some });
    case 'abort':
      return refusal(reader, { intent: 'abort', reason: some });
    case 'hand-over':
      return refusal(reader, { intent: 'hand-over', to: some, note: some });
    case 'leave':
      return running(reader);
    case 'output':
      return reader.running || situation.situation === 'interrupted' || reader.state.lastOutput !== undefined
        ? undefined
        : 'No step has printed anything yet.';
    default:
      return undefined;
  }
}

/** The engine's own words where it would refuse. */
function refusal({ deciding }: SessionReader, intent: Intent): string | undefined {
  const decided = decide(deciding, intent);
  return decided.ok ? undefined : decided.problems[0]?.message;
}

function ended({ situation }: Situation): string | undefined {
  return situation === 'ended' ? 'The session has ended.' : undefined;
}

function running(reader: SessionReader): string | undefined {
  return reader.running ? `${reader.current?.id ?? 'A step'} is running: stop it first.` : undefined;
}

function notAsked(
  reader: SessionReader,
  situation: Situation,
  kind: Prompt['kind'],
  what: string,
): string | undefined {
  if (situation.situation === 'asked' && situation.prompt.kind === kind) return undefined;
  return ended(situation) ?? `${reader.current?.id ?? 'The step'} ${what}.`;
}

function noCheck(reader: SessionReader, situation: Situation): string | undefined {
  const planned = reader.current;
  if (planned === undefined) return ended(situation);
  const offered =
    situation.situation === 'asked' &&
    situation.prompt.kind === 'attest' &&
    situation.prompt.offer !== undefined;
  return offered && kindOf(reader.deps, planned).runs(planned.step.config)
    ? undefined
    : `${planned.id} offers no check.`;
}

function noWayBack(reader: SessionReader): string | undefined {
  const { track, current } = reader;
  const to = track[(current === undefined ? track.length : track.indexOf(current)) - 1];
  if (to === undefined) return 'This is the first step: nothing is before it.';
  return refusal(reader, { intent: 'back', to: to.id, reason: some });
}

function refuseResolution(
  reader: SessionReader,
  situation: Situation,
  action: 'resolve-done' | 'resolve-failed',
): string | undefined {
  const alive = situation.situation === 'interrupted' && situation.alive;
  switch (action) {
    case 'resolve-done':
      return refusal(reader, { intent: 'resolve', resolution: 'done', reason: some, alive, files: [] });
    case 'resolve-failed':
      return refusal(reader, { intent: 'resolve', resolution: 'failed', reason: some, alive, files: [] });
    default:
      return unreachable(action);
  }
}
