import { visibleText } from '../../../problem/visible-text.ts';
import { deadlineWords } from '../../describe/deadlines.ts';
import { progressOf } from '../../describe/session-end.ts';
import { durationText } from '../../text/table/duration.ts';
import { gauge } from '../../text/table/figures.ts';
import type { SessionState } from '../../../session/state.ts';
import { joinLine } from '../../text/fit.ts';
import { type Line, type Span, span } from '../../text/line.ts';
import { lineWidth } from '../../text/measure.ts';
import { endCell } from './cells.ts';
import type { NotebookInputs } from './notebook-inputs.ts';
import { heldParts, lostParts } from './hold-parts.ts';
import type { Scene } from './scene.ts';
import { timeLeft, timeLeftText } from './time-left.ts';
import { whereLine } from './where.ts';

/** Columns from on which the environment is told beside its tag, whatever it is called. */
const roomy = 80;

/** Columns of the gauge. */
const gaugeColumns = 10;

/**
 * Where am I: one row or two. `focus`: the cell that is looked at. What there is no room for is left out,
 * but never the tag, the environment and the cluster.
 */
export function headerLines(scene: Scene, focus: string, columns: number, rows: number): readonly Line[] {
  const { inputs } = scene;
  const away = focus === scene.current ? undefined : awayText(scene, focus, rows === 1);
  const { state } = inputs.reader;
  const where = [...whereLine(state, { short: columns < roomy }), ...lostParts(state)];
  const clocks = deadlineParts(inputs);
  const title = span(`  ${visibleText(inputs.reader.deps.plan.runbook.title)}`, 'heading');
  if (rows === 1) {
    const right: Line = [...clocks, away ?? span(countText(inputs))];
    const fits = lineWidth([...where, ...right]) < columns;
    return [joinLine([...where, title], fits ? right : [], columns)];
  }
  return [
    withWhatFits(
      [...where, title],
      [...unwitnessedParts(state), ...heldParts(state), operatorPart(inputs)],
      columns,
    ),
    withWhatFits(
      [span(' '), ...clocks, ...(away === undefined ? [] : [away, span('  ')]), ...progressPart(inputs)],
      timeParts(inputs),
      columns,
    ),
  ];
}

/** The clocks that run: while the session is open, nothing in their row is more urgent. */
function deadlineParts({ reader: { state }, now }: NotebookInputs): readonly Span[] {
  if (state.phase.phase === 'ended') return [];
  return deadlineWords(state, now).map(({ text, over }) => span(`${text}  `, over ? 'bad' : 'warning'));
}

function progressPart({ reader }: NotebookInputs): Line {
  const { done, of } = progressOf(reader);
  const { branch, phase } = reader.state;
  const name = branch === undefined ? '' : `${visibleText(branch.name)} `;
  const ended: readonly Span[] =
    phase.phase === 'ended'
      ? [span(`  ${phase.outcome}`, phase.outcome === 'completed' ? 'good' : 'bad')]
      : [];
  return [
    span(`${name}${gauge(done, of, gaugeColumns)} `, 'accent'),
    span(`${String(done)}/${String(of)}`),
    ...ended,
  ];
}

function countText({ reader }: NotebookInputs): string {
  const { done, of } = progressOf(reader);
  return `${String(done)}/${String(of)}`;
}

/** The most important first. */
function timeParts(inputs: NotebookInputs): readonly Span[] {
  const { reader, now, trail } = inputs;
  const { startedAt, phase } = reader.state;
  const until = phase.phase === 'ended' && trail.lastTime !== undefined ? Date.parse(trail.lastTime) : now;
  const left = phase.phase === 'ended' ? undefined : timeLeft(inputs);
  return [
    ...(left === undefined ? [] : [span(timeLeftText(left))]),
    span(`${durationText(until - Date.parse(startedAt))} since the start`, 'dim'),
    sessionPart(inputs),
  ];
}

/** The session goes on without its witness, but proves less. */
function unwitnessedParts({ unwitnessed }: SessionState): readonly Span[] {
  return unwitnessed === true ? [span('unwitnessed', 'warning')] : [];
}

function operatorPart({ reader: { state } }: NotebookInputs): Span {
  return span(`operator ${visibleText(state.operator)}`, 'dim');
}

function sessionPart({ reader: { state } }: NotebookInputs): Span {
  return span(`session ${visibleText(state.session)}`, 'dim');
}

/** Says that what is on the page is not what the session waits for, and how to get back. */
function awayText({ cells, current, inputs }: Scene, focus: string, short: boolean): Span {
  const number = (id: string): number | undefined => cells.steps[cells.index.get(id) ?? -1]?.number;
  const at = (id: string): string => {
    const found = number(id);
    return found === undefined || id === endCell ? 'the end' : `step ${String(found)}`;
  };
  if (short)
    return span(`▾ ${String(number(focus) ?? 'end')} (at ${String(number(current) ?? 'end')})`, 'warning');
  const key = inputs.keyOf('current');
  const back = key === undefined ? '' : ` (${key})`;
  return span(`▾ you are looking at ${at(focus)}; the session is at ${at(current)}${back}`, 'warning');
}

/** As many parts at the right as there is room for behind the whole left one, the first ones before the others. */
function withWhatFits(left: Line, parts: readonly Span[], columns: number): Line {
  for (let count = parts.length; count > 0; count -= 1) {
    const right = parts
      .slice(0, count)
      .flatMap((each, at) => (at === 0 ? [each] : [span(' · ', 'dim'), each]));
    const all: Line = [...right, span(' ')];
    if (lineWidth(left) + lineWidth(all) + 2 <= columns) return joinLine(left, all, columns);
  }
  return joinLine(left, [], columns);
}
