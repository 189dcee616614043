import { visibleText } from '../../problem/visible-text.ts';
import type { Verification, VerificationState } from '../../session/log/verification.ts';
import { labelled, plural } from '../text/layout.ts';
import type { TextStyle } from '../text/style.ts';

/** What each state means, the state's own name first. */
const verificationWords: Readonly<Record<VerificationState, string>> = {
  failed: 'FAILED: the log, or a file that it names, is not what was written',
  unsigned: 'UNSIGNED: the log is whole, and no signature vouches for it',
  'unsigned-tail': 'UNSIGNED TAIL: the log is whole, and no signature vouches for its newest records',
  verified: 'verified: signed checkpoints vouch for every record',
};

/** A rollback shows only against what somebody else keeps: that nobody does is never left unsaid. */
const witnessed: Readonly<Record<Verification['witness'], string>> = {
  unwitnessed: 'verified, unwitnessed',
  behind: 'verified, witnessed in part',
  witnessed: 'verified and witnessed',
};

/** How far a session is proven, in one line. */
export function verificationHead({ state, witness }: Verification): string {
  const words = verificationWords[state];
  return state === 'verified' ? words.replace(/^verified/, witnessed[witness]) : words;
}

/** What a verification came to: first how far it goes, then the facts, then each finding. */
export function verificationLines(
  name: string,
  verification: Verification,
  style: TextStyle,
): readonly string[] {
  const { state, events, unsignedEvents, head, signers, ended, findings } = verification;
  const row = (label: string, text: string): readonly string[] =>
    labelled(style.paint('dim', label), text, { indent: 2, label: 10, width: style.width });
  const colour = state === 'verified' ? 'green' : state === 'failed' ? 'red' : 'yellow';
  return [
    style.paint(colour, verificationHead(verification)),
    ...row('session', name),
    ...row(
      'records',
      `${events}${unsignedEvents > 0 ? `, ${unsignedEvents} of them not vouched for` : ''}${ended ? '' : '; it has not ended'}`,
    ),
    ...row('head', head),
    ...signers.flatMap(({ principal, fingerprint }) =>
      row('signed by', principal === undefined ? fingerprint : `${principal} (${fingerprint})`),
    ),
    ...findings.flatMap(({ severity, place, message }) =>
      row(severity === 'failure' ? 'failure' : 'note', `${visibleText(place)}: ${message}`),
    ),
  ];
}

/** One line over several verifications, the worst first. */
export function verificationSummary(states: readonly VerificationState[]): string {
  const order = ['failed', 'unsigned', 'unsigned-tail', 'verified'] as const;
  const counts = order.map((state) => [state, states.filter((each) => each === state).length] as const);
  const parts = counts.filter(([, count]) => count > 0).map(([state, count]) => `${count} ${state}`);
  return `${plural(states.length, 'session')}: ${parts.join(', ')}`;
}
