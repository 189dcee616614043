import { type DescribedSession, phaseText } from '../describe-session.ts';
import { plural } from '../../text/layout.ts';
import type { Tone } from '../timeline-entry.ts';
import { sessionFacts } from '../text.ts';
import { html, type Markup, nothing } from './markup.ts';

/** What it was, where, when and from what. */
export function summarySection(session: DescribedSession): Markup {
  const { phase } = session.state;
  const reason = phase.phase === 'open' ? undefined : phase.reason;
  const rows = sessionFacts(session).map(([label, text]) => {
    const told = label === 'parameters' ? parameters(session) : html`${text}`;
    return html`<dt>${label}</dt><dd>${told}</dd>\n`;
  });
  return html`<section aria-labelledby="summary">
<h2 id="summary">Summary</h2>
${reason === undefined ? nothing : html`<p>${phaseText(phase)}: ${reason}</p>`}
<dl>
${rows}</dl>
</section>
`;
}

/** So many parameters are read at a glance; a rehearsal has very many. */
const mostParameters = 10;

function parameters({ started }: DescribedSession): Markup {
  const given = Object.entries(started.params).map(([key, value]) => `${key} = ${String(value)}`);
  const lines = [...given, ...started.secrets.map((key) => `${key} (secret)`)];
  if (lines.length <= mostParameters) return html`${lines.join('\n')}`;
  return html`<details class="short"><summary>${plural(lines.length, 'parameter')}</summary>${lines.join('\n')}</details>`;
}

/** How the outcome is to be taken. */
export function outcomeTone({ state: { phase } }: DescribedSession): Tone {
  if (phase.phase !== 'ended') return 'warning';
  return phase.outcome === 'completed' ? 'good' : 'bad';
}

/** Says first of all that nothing real was touched. */
export function rehearsalBanner({ state }: DescribedSession): Markup {
  if (state.rehearsal === undefined) return nothing;
  return html`<p class="banner">Rehearsal of ${state.rehearsal}: nothing real was touched.</p>`;
}
