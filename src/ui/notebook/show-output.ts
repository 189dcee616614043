import { kindOf } from '../../session/decide/context.ts';
import type { Session } from '../../session/engine/session.ts';
import { findStep } from '../../session/plan.ts';
import type { ActionId } from '../keymap/actions.ts';
import type { Layers } from '../layers/layers.ts';
import { showOutputLayer } from '../layers/output-layer.ts';
import type { OpenOutput } from '../output/output-source.ts';
import type { OutputHeading } from '../output/screen-options.ts';
import { standingOf } from '../output/standing.ts';
import type { Line } from '../text/line.ts';
import { durationText } from '../text/table/duration.ts';
import type { Flash } from './flash.ts';
import type { LiveSession } from './live-session.ts';
import { filedOutput } from './model/cell/attempt.ts';
import { type AttemptTrail, stepTrail } from './model/trail.ts';
import { whereLine } from './model/where.ts';
import type { NotebookOptions } from './notebook-options.ts';

interface OutputParts {
  readonly live: LiveSession;
  readonly layers: Layers;
  readonly changed: () => void;
  /** Carries an action out that is not this screen's own: interrupt, suspend, redraw. */
  readonly act: (action: ActionId) => void;
}

/** Shows the newest output of a step on the whole screen. Gives what to say where there is none. */
export async function showOutput(
  session: Session,
  options: NotebookOptions,
  parts: OutputParts,
  step: string | undefined,
): Promise<Flash | undefined> {
  const attempt = step === undefined ? undefined : newestWithOutput(session, parts.live, step);
  if (step === undefined || attempt === undefined) {
    return { flash: 'told', text: 'This step has printed nothing.' };
  }
  const source = await openSource(session, options, parts.live, step, attempt);
  const unfollow = follow(session, source, step, attempt.attempt);
  showOutputLayer(
    { ...parts, keymap: options.keymap, place: () => placeOf(session) },
    {
      source,
      heading: () => headingOf(session, parts.live, step, attempt.attempt),
      colour: options.colour,
      ...(attempt.finished === undefined ? { timeAt: parts.live.timeAt } : {}),
      copy: (text) => options.screen.copy(text),
      pager: options.pager,
      page: options.page,
      save: options.save,
    },
    () => {
      unfollow();
      void source.close();
    },
  );
  return undefined;
}

function placeOf({ state }: Session): Line {
  return whereLine(state, { short: true });
}

function newestWithOutput(
  session: Session,
  { trail, live }: LiveSession,
  step: string,
): AttemptTrail | undefined {
  const told = stepTrail(trail, step);
  const { attempts } = told;
  if (live?.step === step && session.running) return attempts.at(-1);
  if (session.stepState(step).status.status === 'interrupted') return attempts.at(-1);
  return attempts.findLast((each) => filedOutput(each, told) !== undefined);
}

function openSource(
  session: Session,
  { openOutput }: NotebookOptions,
  { trail }: LiveSession,
  step: string,
  attempt: AttemptTrail,
): Promise<OpenOutput> {
  const { journal } = session.deps;
  const filed = filedOutput(attempt, stepTrail(trail, step));
  const path = filed?.path ?? journal.livePath(step, attempt.attempt);
  return openOutput(`${journal.folder}/${path}`, filed === undefined);
}

/** Tells the output what the session tells of it. */
function follow(session: Session, source: OpenOutput, step: string, attempt: number): () => void {
  return session.subscribe({
    onOutput: (of) => {
      if (of === step) source.grew();
    },
    onRecord: ({ event }) => {
      if (event.type !== 'step.finished' || event.step.id !== step || event.step.attempt !== attempt) return;
      const { output } = event;
      source.ended(output === undefined ? undefined : `${session.deps.journal.folder}/${output.path}`);
    },
  });
}

function headingOf(session: Session, { trail }: LiveSession, step: string, attempt: number): OutputHeading {
  const found = stepTrail(trail, step).attempts.find((each) => each.attempt === attempt);
  const planned = findStep(session.deps.plan, step);
  const command = found?.started.command ?? (planned === undefined ? '' : kindOf(session.deps, planned).kind);
  const place = placeOf(session);
  const finished = found?.finished;
  if (finished === undefined && !session.running) {
    return { step, attempt, place, command, standing: 'interrupted', tone: 'warning' };
  }
  if (finished === undefined) {
    const since = session.deps.clock.now() - Date.parse(found?.startedAt ?? '');
    return { step, attempt, place, command, standing: `running for ${durationText(since)}`, tone: 'accent' };
  }
  const { output } = finished;
  return {
    step,
    attempt,
    place,
    command,
    ...standingOf(finished),
    ...(output === undefined ? {} : { recorded: { bytes: output.bytes, truncated: output.truncated } }),
  };
}
