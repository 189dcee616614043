import type { DescribedSession } from '../describe-session.ts';
import type { TimelineEntry } from '../timeline-entry.ts';
import { html, type Markup, nothing } from './markup.ts';
import { moment } from './times.ts';
import { toneMarks } from './tone.ts';

/** Everything that happened, in the order of the log, one line each. */
export function courseSection({ timeline }: DescribedSession): Markup {
  return html`<section aria-labelledby="course">
<h2 id="course">Everything that happened</h2>
<ol class="bare course">
${timeline.map(entry)}</ol>
</section>
`;
}

function entry({ time, actor, step, text, tone }: TimelineEntry): Markup {
  const where = step === undefined ? nothing : html` <strong>${step}</strong>`;
  const mark = tone === 'plain' ? '' : `${toneMarks[tone]} `;
  return html`<li><span class="soft">${moment(time)}, ${actor}</span>${where} <span class="${tone}">${mark}${text}</span></li>
`;
}
