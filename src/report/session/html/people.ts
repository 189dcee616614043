import { type Actor, actorName, type SessionRecord } from '../../../session/record.ts';
import type { FoundSigner, Verification } from '../../../session/log/verification.ts';
import { plural } from '../../text/layout.ts';
import type { StepStory } from '../story.ts';
import { html, type Markup, nothing } from './markup.ts';
import { moment } from './times.ts';
import { badge } from './tone.ts';

/** Who caused the records, when, and on which machines. */
export function peopleSection(records: readonly SessionRecord[]): Markup {
  return html`<section aria-labelledby="people">
<h2 id="people">People</h2>
<ul class="bare">
${[...byActor(records).values()].map(person)}${machines(records)}</ul>
</section>
`;
}

interface Part {
  readonly actor: Actor;
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

function byActor(records: readonly SessionRecord[]): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const { envelope } of records) {
    const { actor, time } = envelope;
    const key = JSON.stringify([actor.id, actor.authtype, actor.key_fp, actor.on_behalf_of]);
    const before = parts.get(key);
    parts.set(key, { actor, first: before?.first ?? time, last: time, count: (before?.count ?? 0) + 1 });
  }
  return parts;
}

function person({ actor, first, last, count }: Part): Markup {
  const account = actor.on_behalf_of === undefined ? '' : `, at the account ${actor.id}`;
  const proof =
    actor.key_fp === undefined
      ? html`the operating system alone vouches for the name`
      : html`key <code>${actor.key_fp}</code>`;
  return html`<li><strong>${actorName(actor)}</strong>${account}: ${plural(count, 'record')} from ${moment(first)} to ${moment(last)}; ${proof}</li>
`;
}

function machines(records: readonly SessionRecord[]): readonly Markup[] {
  const names = records.flatMap(({ event }) =>
    event.type === 'session.started' || event.type === 'session.resumed' ? [event.host.name] : [],
  );
  return [html`<li>On ${[...new Set(names)].join(', ')}</li>\n`];
}

/** Each sign-off and approval: who gave it, as what, and what vouches for that. */
export function signoffSection(stories: readonly StepStory[], verification: Verification): Markup {
  const given = stories.flatMap(({ id, signoffs }) => signoffs.map((each) => ({ id, ...each })));
  const doubt =
    verification.state === 'failed' && given.length > 0
      ? html`<p class="bad">The verification failed: read what it found before you believe these.</p>`
      : nothing;
  const ticks = given.filter(isTick);
  const cards = given.filter((each) => !isTick(each)).map((each) => signoff(each, verification.signers));
  return html`<section aria-labelledby="signoffs">
<h2 id="signoffs">Sign-offs</h2>
${doubt}${given.length === 0 ? html`<p>None was given.</p>` : nothing}
${cards}${ticks.length === 0 ? nothing : html`<h3>Ticked without a signature</h3>\n<ul class="bare course">\n${ticks.map(tick)}</ul>\n`}</section>
`;
}

type SignoffStory = StepStory['signoffs'][number];

interface Given extends SignoffStory {
  readonly id: string;
}

/** A box that was ticked, with nothing to say of it but by whom and when. */
function isTick({ event }: Given): boolean {
  return (
    event.kind === 'attest' &&
    event.decision === 'yes' &&
    event.signature === undefined &&
    event.note === undefined
  );
}

function tick({ id, time, actor, event }: Given): Markup {
  return html`<li><span class="soft">${moment(time)}</span> <strong>${id}</strong> by ${event.name}, entered by ${actorName(actor)}; shown <code>${event.shown.slice(0, 12)}</code></li>
`;
}

function signoff({ id, time, actor, event }: Given, signers: readonly FoundSigner[]): Markup {
  const word = event.decision === 'no' ? 'said no' : event.kind === 'approve' ? 'approved' : 'attested';
  const tone = event.decision === 'no' ? 'bad' : event.signature === undefined ? 'warning' : 'good';
  const role = event.role === undefined ? nothing : html`<dt>Role</dt><dd>${event.role}</dd>\n`;
  const note = event.note === undefined ? nothing : html`<dt>Note</dt><dd>${event.note}</dd>\n`;
  return html`<article class="card">
<h3>${id}: ${word} by ${event.name}</h3>
<p>${badge(tone, event.signature === undefined ? `unsigned, entered by ${actorName(actor)}` : 'signed')}</p>
<dl>
<dt>When</dt><dd>${moment(time)}</dd>
${role}${note}${keyRow(event.signature, signers)}<dt>What was shown</dt><dd>SHA-256 <code>${event.shown}</code></dd>
</dl>
</article>
`;
}

type Signature = Given['event']['signature'];

/** A key counts as found only where the verification found its signature good. */
function keyRow(signature: Signature, signers: readonly FoundSigner[]): Markup {
  if (signature === undefined) return nothing;
  const found = signers.some(({ fingerprint }) => fingerprint === signature.key_fp);
  return html`<dt>Key</dt><dd><code>${signature.key_fp}</code>${signature.principal === '' ? '' : `, ${signature.principal}`}${found ? '' : '; no good signature by this key was found'}</dd>
`;
}
