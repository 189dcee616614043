/** A message to send. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly session: string;
}

/** Addresses are plain: no name, no comment, nothing that could begin a header of its own. */
const address = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** Why a message can't be sent as it is. Undefined: it can. */
export function faultOf({ to, subject }: Pick<Mail, 'to' | 'subject'>): string | undefined {
  const bad = to.find((each) => !address.test(each));
  if (to.length === 0) return 'it has no address to be sent to';
  if (bad !== undefined) return `${JSON.stringify(bad)} is no plain address such as team@example.com`;
  // A line break would begin a header of its own.
  return /\p{Cc}/u.test(subject) ? 'its subject holds a line break or another control character' : undefined;
}

/** The message as RFC 5322 has it, for `sendmail -t -i`. Its sender is whoever the mailer takes the operator for. */
export function messageOf({ to, subject, text, date, session }: Mail): string {
  const body = text.replaceAll(/\r\n?/g, '\n').trimEnd();
  const plain = isPlain(body) && body.split('\n').every((line) => line.length <= 900);
  return [
    `To: ${to.join(', ')}`,
    `Subject: ${headerText(subject)}`,
    `Date: ${dateText(date)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${plain ? '7bit' : 'base64'}`,
    `X-Teei-Runbook-Session: ${session.replaceAll(/[^\w-]/g, '')}`,
    '',
    plain
      ? body
      : (
          Buffer.from(body)
            .toString('base64')
            .match(/.{1,76}/g) ?? []
        ).join('\n'),
    '',
  ].join('\n');
}

/** The address of a link that opens the message in a mail program: https://www.rfc-editor.org/rfc/rfc6068 */
export function mailtoOf({ to, subject, text }: Pick<Mail, 'to' | 'subject' | 'text'>): string {
  const body = text.replaceAll(/\r?\n/g, '\r\n');
  const query = [['subject', subject] as const, ['body', body] as const]
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return `mailto:${to.map((each) => encodeURIComponent(each).replaceAll('%40', '@')).join(',')}?${query}`;
}

function isPlain(text: string): boolean {
  return /^[\t\n\x20-\x7e]*$/.test(text);
}

/** Characters of a subject that fit into one encoded word, which may have 75: at most four bytes each. */
const wordLength = 10;

/** A header's text; what is not ASCII in encoded words (https://www.rfc-editor.org/rfc/rfc2047). */
function headerText(text: string): string {
  if (isPlain(text)) return text;
  const characters = Array.from(text);
  const words = Array.from({ length: Math.ceil(characters.length / wordLength) }, (_, at) =>
    characters.slice(at * wordLength, (at + 1) * wordLength).join(''),
  );
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\n ');
}

/** As RFC 5322 wants it: `Mon, 02 Mar 2026 10:00:00 +0000`. */
function dateText(date: number): string {
  return new Date(date).toUTCString().replace('GMT', '+0000');
}
