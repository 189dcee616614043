import { unreachable } from '../../problem/problem.ts';
import { kindOf } from '../../session/decide/context.ts';
import type { Session } from '../../session/engine/session.ts';
import { findStep } from '../../session/plan.ts';
import type { DrawnDialog } from '../form/form-lines.ts';
import type { ActionId } from '../keymap/actions.ts';
import { openHelp } from '../keymap/help-view.ts';
import { keyBar } from '../keymap/key-bar.ts';
import { openPalette } from '../keymap/palette.ts';
import { showHelp } from '../layers/help-layer.ts';
import type { Layers } from '../layers/layers.ts';
import { askPicker } from '../layers/picker-layer.ts';
import type { OpenOutput } from '../output/output-source.ts';
import { createOutputScreen } from '../output/output-screen.ts';
import type { OutputHeading, OutputScreen } from '../output/screen-options.ts';
import type { Size } from '../terminal/full-screen.ts';
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
  const close = (): void => {
    leave();
    unfollow();
    screen.close();
    void source.close();
  };
  const screen = createOutputScreen({
    source,
    heading: () => headingOf(session, parts.live, step, attempt.attempt),
    colour: options.colour,
    actionFor: (chord, where) => options.keymap.actionFor(chord, where),
    ...(attempt.finished === undefined ? { timeAt: parts.live.timeAt } : {}),
    copy: (text) => options.screen.copy(text),
    pager: options.pager,
    page: options.page,
    save: options.save,
    onClose: () => close(),
  });
  screen.onChange(parts.changed);
  const leave = parts.layers.push({
    place: 'screen',
    input(input) {
      if (screen.input(input)) parts.changed();
      else if (input.input === 'key') beyond(input.chord, screen, options, parts, placeOf(session));
    },
    draw: (size) => drawn(screen, options, size),
  });
  return undefined;
}

/** Keys that are everybody's: help and palette know this screen's actions. */
function beyond(
  chord: string,
  screen: OutputScreen,
  options: NotebookOptions,
  parts: OutputParts,
  place: Line,
): void {
  const { keymap } = options;
  const action = keymap.actionFor(chord, { screen: 'output', searching: false });
  if (action === undefined) return;
  if (action === 'help') {
    showHelp(parts.layers, parts.changed, openHelp(keymap, 'output', always, place));
  } else if (action === 'palette') {
    void askPicker(parts.layers, parts.changed, openPalette(keymap, 'output', always)).then((chosen) => {
      if (chosen !== undefined && !screen.act(chosen)) parts.act(chosen);
      parts.changed();
    });
  } else parts.act(action);
}

function placeOf({ state }: Session): Line {
  return whereLine(state, { short: true });
}

/** On this screen everything works at any time. */
function always(): undefined {
  return undefined;
}

function drawn(screen: OutputScreen, { keymap }: NotebookOptions, size: Size): DrawnDialog {
  const { header, rows, said, keys, cursor, borderless, searching } = screen.view(size);
  const above = [...header, ...rows];
  const bar = borderless ? [] : keyBar(searching ? searchEntries : barEntries, keymap, size.columns);
  const lines = [...above, ...(said === undefined ? [] : [said]), ...(keys === undefined ? bar : [keys])];
  return cursor === undefined ? { lines } : { lines, cursor: { row: above.length, column: cursor } };
}

const barEntries = (
  [
    'close',
    'follow',
    'search',
    'next-error',
    'wrap',
    'timestamps',
    'copy',
    'pager',
    'save',
    'mark',
    'borderless',
    'help',
  ] as const
).map((action) => ({ action }));

/** While something is searched for, the keys to its matches come first. */
const searchEntries = [
  { action: 'search-next' } as const,
  { action: 'search-previous', title: 'previous' } as const,
  ...barEntries,
];

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

type Finished = NonNullable<AttemptTrail['finished']>;

function standingOf({
  result,
  exit_code,
  signal,
  milliseconds,
}: Finished): Pick<OutputHeading, 'standing' | 'tone'> {
  const how = exit_code === undefined ? (signal ?? result) : `exit ${exit_code}`;
  const standing = `${how} after ${durationText(milliseconds)}`;
  switch (result) {
    case 'passed':
      return { standing, tone: 'good' };
    case 'failed':
    case 'error':
      return { standing, tone: 'bad' };
    case 'inconclusive':
      return { standing, tone: 'warning' };
    default:
      return unreachable(result);
  }
}
