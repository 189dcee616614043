import { plural } from '../../../text/layout.ts';
import type { DescribedSession } from '../../describe-session.ts';
import type { AttemptStory, StepStory } from '../../story.ts';
import type { Tone } from '../../timeline-entry.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { spanText } from '../times.ts';
import { standing, toneMarks } from '../tone.ts';
import { type Stretch, type TimeScale, timeScale } from './scale.ts';

/** More rows than this are no picture any more. */
const mostRows = 100;

const rowHeight = 34;
const top = 26;

/** When each step ran and was signed, as a picture; the list of steps tells the same in words. */
export function pictureSection(session: DescribedSession, stories: readonly StepStory[]): Markup {
  const rows = stories.slice(0, mostRows);
  const more = stories.length - rows.length;
  return html`<section aria-labelledby="timeline">
<h2 id="timeline">Timeline</h2>
${rows.length === 0 ? html`<p>The log tells of no step.</p>\n` : picture(session, rows)}${more === 0 ? nothing : html`<p>${plural(more, 'more step')} not drawn; the list of steps has them.</p>\n`}</section>
`;
}

function picture({ lastAt }: DescribedSession, rows: readonly StepStory[]): Markup {
  const scale = timeScale(rows.flatMap((row) => stretchesOf(row, lastAt)));
  const height = top + rows.length * rowHeight + 4;
  const folds = scale.folded.map(({ from, to }) => spanText(to - from));
  const told =
    folds.length === 0 ? '' : ` Drawn shorter: ${plural(folds.length, 'wait')} of ${folds.join(', ')}.`;
  return html`<svg class="timeline" width="100%" height="${height}" role="img" aria-labelledby="picture-title picture-text">
<title id="picture-title">When each step ran</title>
<desc id="picture-text">${plural(rows.length, 'step')} in ${spanText(Date.parse(lastAt) - Date.parse(rows[0]?.firstAt ?? lastAt))}, one below the other. The list of steps below tells the same in words.</desc>
<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>
${scale.folded.map((gap) => fold(gap, scale, height))}${axis(rows, lastAt)}${rows.map((row, index) => rowOf(row, index, lastAt, scale))}</svg>
<p class="soft">Times are UTC. A bar is an attempt, a hatched one did not pass, a diamond is a sign-off, an answer or a skip.${told}</p>
`;
}

/** An attempt without an end is drawn to the last record. */
function endOf({ started, finished, resolved }: AttemptStory, lastAt: string): Stretch {
  const to = finished?.time ?? resolved?.time ?? lastAt;
  return { from: Date.parse(started.time), to: Date.parse(to) };
}

function stretchesOf(
  { attempts, signoffs, firstAt, lastAt: settledAt }: StepStory,
  lastAt: string,
): readonly Stretch[] {
  const moments = [firstAt, settledAt, ...signoffs.map(({ time }) => time)].map(Date.parse);
  return [
    ...attempts.map((each) => endOf(each, lastAt)),
    ...moments.map((time) => ({ from: time, to: time })),
  ];
}

function fold({ from, to }: Stretch, scale: TimeScale, height: number): Markup {
  const left = scale.at(from);
  return html`<rect class="gap" x="${percent(left)}" y="${top - 8}" width="${percent(scale.at(to) - left)}" height="${height - top + 8}"><title>nothing ran for ${spanText(to - from)}</title></rect>
`;
}

function axis(rows: readonly StepStory[], lastAt: string): Markup {
  const first = rows[0]?.firstAt ?? lastAt;
  const day = first.slice(0, 10) === lastAt.slice(0, 10) ? 11 : 5;
  const label = (iso: string): string => iso.slice(day, 19).replace('T', ' ');
  return html`<text class="axis" x="0" y="12">${label(first)}</text><text class="axis" x="100%" y="12" text-anchor="end">${label(lastAt)}</text>
<line x1="0" x2="100%" y1="18" y2="18"/>
`;
}

function rowOf(story: StepStory, index: number, lastAt: string, scale: TimeScale): Markup {
  const y = top + index * rowHeight;
  const { tone, word } = standing(story.status);
  const bars = story.attempts.map((each) => bar(each, lastAt, y + 17, scale));
  const marks = story.signoffs.map(({ time }) => Date.parse(time));
  const diamonds = story.attempts.length + marks.length === 0 ? [Date.parse(story.lastAt)] : marks;
  return html`<text x="0" y="${y + 12}">${toneMarks[tone]} ${story.id}: ${word}</text>${bars}${diamonds.map((time) => diamond(time, y + 22, tone, scale))}
`;
}

/** Narrower than this can't be seen. */
const narrowest = 0.6;

function bar(attempt: AttemptStory, lastAt: string, y: number, scale: TimeScale): Markup {
  const { from, to } = endOf(attempt, lastAt);
  const left = Math.min(scale.at(from), 100 - narrowest);
  const width = Math.max(narrowest, scale.at(to) - left);
  const result = attempt.finished?.event.result;
  return html`<rect class="bar ${barTone(result)}" x="${percent(left)}" y="${y}" width="${percent(width)}" height="10" rx="2"><title>attempt ${attempt.number}: ${result ?? 'no end'}, ${spanText(to - from)}</title></rect>`;
}

function barTone(result: string | undefined): Tone {
  if (result === 'passed') return 'good';
  return result === 'failed' || result === 'error' ? 'bad' : 'warning';
}

function diamond(time: number, y: number, tone: Tone, scale: TimeScale): Markup {
  const x = percent(Math.min(99, Math.max(1, scale.at(time))));
  return html`<text class="${tone}" x="${x}" y="${y + 5}" text-anchor="middle">◆</text>`;
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}
