import type { Exported } from '../export/exported.ts';
import type { StepStory } from '../story.ts';
import { attemptBlock } from './attempt.ts';
import { html, type Markup, nothing } from './markup.ts';
import type { OutputContext } from './output.ts';
import { clock, moment } from './times.ts';
import { badge, standing, toneMarks } from './tone.ts';

/** The anchor of a step: never made of its id, which is text from outside. */
function anchor(index: number): string {
  return `step-${index + 1}`;
}

/** The heading of the steps, and a line for each of them. The section stays open for their cards. */
export function stepIndex(stories: readonly StepStory[], titles: Exported['titles']): Markup {
  const lines = stories.map((story, index) => {
    const { tone, word } = standing(story.status);
    return html`<li><span class="${tone}"><span aria-hidden="true">${toneMarks[tone]}</span> ${word}</span> <a href="#${anchor(index)}">${nameOf(story, titles)}</a></li>
`;
  });
  return html`<section aria-labelledby="steps">
<h2 id="steps">Steps</h2>
${stories.length === 0 ? html`<p>The log tells of no step.</p>` : nothing}<ol class="bare index">
${lines}</ol>
`;
}

/** One step: how it stands, and each attempt with its command, result, evidence and output. */
export async function stepCard(
  story: StepStory,
  index: number,
  context: OutputContext & Pick<Exported, 'session' | 'titles'>,
): Promise<Markup> {
  const { status, attempts, firstAt } = story;
  const { tone, word } = standing(status);
  const blocks: Markup[] = [];
  for (const attempt of attempts) {
    blocks.push(await attemptBlock(attempt, { numbered: attempts.length > 1, told: firstAt }, context));
  }
  return html`<article class="card">
<h3 id="${anchor(index)}">${nameOf(story, context.titles)}</h3>
<p>${badge(tone, word)} <span class="soft">${moment(firstAt)}</span></p>
${said(story, context)}${blocks}</article>
`;
}

function nameOf({ id }: StepStory, titles: Exported['titles']): string {
  const title = titles.get(id);
  return title === undefined || title === id ? id : `${title} (${id})`;
}

/** What was said of the step: sign-offs, answers, skips, notes. How its attempts ended stands with each of them. */
function said(
  { id, attempts, firstAt }: StepStory,
  { session }: Pick<Exported, 'session'>,
): readonly Markup[] {
  const elsewhere = new Set(attempts.flatMap(({ started, finished }) => [started.seq, finished?.seq]));
  const entries = session.timeline.filter(({ step, seq }) => step === id && !elsewhere.has(seq));
  return entries.map(
    ({ time, actor, text, tone }) =>
      html`<p><span class="soft">${clock(time, firstAt)}, ${actor}:</span> <span class="${tone}">${text}</span></p>
`,
  );
}
