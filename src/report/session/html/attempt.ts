import { recordingNote } from '../../../steps/recording.ts';
import type { EventOf } from '../../../session/events.ts';
import { actorName } from '../../../session/record.ts';
import type { LoggedEvidence } from '../../../session/state.ts';
import { plural } from '../../text/layout.ts';
import type { AttemptStory } from '../story.ts';
import type { Tone } from '../timeline-entry.ts';
import { sizeText, tookText } from '../timeline-step.ts';
import { html, type Markup, nothing } from './markup.ts';
import { outputBlock, type OutputContext } from './output.ts';
import { clock } from './times.ts';
import { badge } from './tone.ts';

type Finished = EventOf<'step.finished'>;

/**
 * One attempt at a step: by whom and when, its command, how it ended, what was found, and what it left. `told` is the ISO
 * time that stands above it.
 */
export async function attemptBlock(
  attempt: AttemptStory,
  { numbered, told }: { readonly numbered: boolean; readonly told: string },
  context: OutputContext,
): Promise<Markup> {
  const { number, finished, resolved } = attempt;
  const end = finished?.event;
  const output = end?.output ?? resolved?.event.output;
  const files = end?.files ?? resolved?.event.files ?? [];
  const open = end !== undefined && end.result !== 'passed';
  return html`<section class="attempt">
${numbered ? html`<h4>Attempt ${number}</h4>\n` : nothing}${beginning(attempt, told)}${end === undefined ? noEnd : ending(end)}${evidenceList(end?.evidence ?? [])}${leftBehind(end, files)}${output === undefined ? nothing : await outputBlock(output, open, context)}</section>
`;
}

const effects = { none: 'changes nothing', read: 'reads only', change: 'changes something' } as const;

function beginning({ started, finished }: Pick<AttemptStory, 'started' | 'finished'>, told: string): Markup {
  const { kind, effect, command, cwd } = started.event;
  const until = finished === undefined ? nothing : html` to ${clock(finished.time, told)}`;
  const ran =
    command === undefined
      ? nothing
      : html`<pre class="command"><code>${command.trimEnd()}</code></pre>\n<p class="soft">in <code>${cwd}</code></p>\n`;
  return html`<p class="soft">${clock(started.time, told)}${until}, ${actorName(started.actor)}; ${kind}, ${effects[effect]}</p>
${ran}`;
}

const noEnd = html`<p class="warning">! No end is recorded.</p>
`;

function ending(end: Finished): Markup {
  const { result, summary, milliseconds, exit_code: code, signal, stopped, problem } = end;
  const facts = [
    `in ${tookText(milliseconds)}`,
    ...(code === undefined ? [] : [`exit code ${code}`]),
    ...(signal === undefined ? [] : [`signal ${signal}`]),
    ...(stopped === undefined ? [] : [`stopped (${stopped})`]),
  ];
  return html`<p>${badge(toneOf(result), end.offered === true ? `looked: ${result}` : result)} ${facts.join(', ')}: ${summary}</p>
${problem === undefined || problem.message === summary ? nothing : html`<p class="bad">${problem.message}</p>\n`}${problem?.cause === undefined ? nothing : html`<p>Cause: ${problem.cause}</p>\n`}${problem?.hint === undefined ? nothing : html`<p>Next: ${problem.hint}</p>\n`}`;
}

function toneOf(result: Finished['result']): Tone {
  switch (result) {
    case 'passed':
      return 'good';
    case 'failed':
    case 'error':
      return 'bad';
    case 'inconclusive':
      return 'warning';
  }
}

/** Each thing that was found, passes too. */
function evidenceList(evidence: LoggedEvidence): readonly Markup[] {
  return evidence.map(({ result, what, where, observed, expected, since, next, details }) => {
    const tone = result === 'pass' ? 'good' : result === 'inconclusive' ? 'warning' : 'bad';
    const place = where === undefined ? '' : ` ${where}`;
    return html`<div class="found ${tone}">
<p>${badge(tone, result)} <strong>${what}${place}</strong>: ${observed}; expected ${expected}${since === undefined ? '' : `, since ${since}`}</p>
${details === undefined || details.length === 0 ? nothing : html`<pre>${details.join('\n')}</pre>\n`}${next === undefined ? nothing : html`<p>Next: ${next}</p>\n`}</div>
`;
  });
}

function leftBehind(end: Finished | undefined, files: Finished['files']): readonly Markup[] {
  const kept = [
    ...Object.entries(end?.captures ?? {}).map(([name, value]) => `${name} = ${String(value)}`),
    ...(end?.secret_captures ?? []).map((name) => `${name} (secret)`),
  ];
  const note = recordingNote(end?.recording);
  const clocks = [
    ...(end?.deadline === undefined ? [] : [`${end.deadline.label} by ${end.deadline.at}`]),
    ...(end?.meets === undefined ? [] : [end.meets.observed]),
  ];
  return [
    ...(note === undefined ? [] : [html`<p class="warning">! The terminal was ${note}</p>\n`]),
    ...clocks.map((text) => html`<p>Clock: ${text}</p>\n`),
    ...(kept.length === 0 ? [] : [html`<p>Kept: ${kept.join(', ')}</p>\n`]),
    ...(files.length === 0 ? [] : [fileList(files)]),
  ];
}

function fileList(files: Finished['files']): Markup {
  const lines = files.map(
    ({ path, bytes, sha256 }) =>
      html`<li><code>${path}</code>, ${sizeText(bytes)}, SHA-256 <code>${sha256}</code></li>\n`,
  );
  return html`<details class="short"><summary>${plural(files.length, 'file')} of the attempt</summary>
<ul>
${lines}</ul>
</details>
`;
}
