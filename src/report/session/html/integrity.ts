import type { Finding } from '../../../session/log/finding.ts';
import type { Verification, VerificationState } from '../../../session/log/verification.ts';
import { plural } from '../../text/layout.ts';
import type { DescribedSession } from '../describe-session.ts';
import type { Tone } from '../timeline-entry.ts';
import { verificationHead } from '../verification.ts';
import { html, type Markup, nothing } from './markup.ts';
import { badge } from './tone.ts';

/** How far the log can be believed, and what was found. */
export function integritySection({ signoffs }: DescribedSession, verification: Verification): Markup {
  const { state, events, unsignedEvents, head, signers, ended, findings } = verification;
  const signed = signers.map(({ fingerprint, principal }) =>
    principal === undefined
      ? html`<dt>Signed by</dt><dd><code>${fingerprint}</code>, not checked against a list of signers</dd>\n`
      : html`<dt>Signed by</dt><dd>${principal} (<code>${fingerprint}</code>)</dd>\n`,
  );
  return html`<section aria-labelledby="integrity">
<h2 id="integrity">Verification</h2>
<p class="${verificationTone(state)}"><strong>${verificationHead(verification)}</strong></p>
${unsignedSignoffs(signoffs)}<dl>
<dt>Records</dt><dd>${events}${ended ? '' : '; it has not ended'}</dd>
<dt>Not vouched for</dt><dd>${unsignedEvents}</dd>
<dt>Head</dt><dd><code>${head}</code></dd>
${signed}</dl>
${foundList(findings)}
</section>
`;
}

export function verificationTone(state: VerificationState): Tone {
  switch (state) {
    case 'verified':
      return 'good';
    case 'failed':
      return 'bad';
    case 'unsigned':
    case 'unsigned-tail':
      return 'warning';
  }
}

function unsignedSignoffs({ unsigned, all }: DescribedSession['signoffs']): Markup {
  if (unsigned === 0) return nothing;
  return html`<p class="warning">Unsigned: ${unsigned} of ${plural(all, 'sign-off')}. Nothing but the operating system vouches for who gave them.</p>
`;
}

/** So many notes are read at a glance; more are folded, since a long session has one for each tick. */
const mostNotes = 3;

function foundList(findings: readonly Finding[]): Markup {
  const failures = findings.filter(({ severity }) => severity === 'failure').map(found);
  const notes = findings.filter(({ severity }) => severity === 'notice');
  if (notes.length <= mostNotes) return html`${failures}${notes.map(found)}`;
  // What no verification can see is said last, and limits all the rest.
  const limit = notes.filter(({ code }) => code === 'verify/unwitnessed').map(found);
  const rest = notes.filter(({ code }) => code !== 'verify/unwitnessed').map(found);
  return html`${failures}${limit}<details class="long"><summary>${plural(rest.length, 'more note')}</summary>
${rest}</details>`;
}

function found({ severity, place, message }: Finding): Markup {
  const tone = severity === 'failure' ? 'bad' : 'plain';
  return html`<div class="found ${tone}"><p>${badge(tone, severity === 'failure' ? 'failure' : 'note')} <code>${place}</code>: ${message}</p></div>
`;
}
