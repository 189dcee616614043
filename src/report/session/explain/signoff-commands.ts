import type { EventOf } from '../../../session/events.ts';
import { payloadOfRecord } from '../../../session/log/signoff-payload.ts';
import { parseSignature } from '../../../session/log/sshsig.ts';
import type { SessionRecord } from '../../../session/record.ts';
import { shellWord } from '../../text/shell-word.ts';

/**
 * Shell text that checks the signature of each sign-off over its text, put together from its record. `revoked`: options of
 * ssh-keygen with a space before them.
 */
export function signoffCommands(records: readonly SessionRecord[], revoked: string): string {
  const signed = records.flatMap((record) =>
    record.event.type === 'signoff' && record.event.signature !== undefined
      ? [one(record, record.event, record.event.signature, revoked)]
      : [],
  );
  if (signed.length === 0) return '# No sign-off is signed.\n';
  return `# The sign-offs. Their text is put together from the record; the head in it is the digest of the line before.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
listed
${signed.join('')}`;
}

function one(
  record: SessionRecord,
  event: EventOf<'signoff'>,
  { sig, key_fp: key }: NonNullable<EventOf<'signoff'>['signature']>,
  revoked: string,
): string {
  const { namespace, text } = payloadOfRecord(record, event);
  const { seq, time } = record.envelope;
  const at = shellWord(`-Overify-time=${time.replaceAll(/[-:T]/g, '').slice(0, 14)}Z`);
  const what = shellWord(`the signature in line ${seq}`);
  // What the log holds may have been written to be run here.
  if (parseSignature(sig) === undefined) return `fail ${what}\n`;
  return `# Line ${seq}, by ${/^SHA256:[A-Za-z0-9+/]+$/.test(key) ? key : 'a key that is none'}.
${writes(text, '"$work/text"')}${writes(sig, '"$work/sig"')}who=$(ssh-keygen -Y find-principals ${at} -f "$signers" -s "$work/sig") || fail ${what}
who=$(printf '%s\\n' "$who" | head -n 1)
ssh-keygen -Y verify ${at}${revoked} -f "$signers" -I "$who" -n ${namespace} -s "$work/sig" < "$work/text" || fail ${what}
`;
}

/** Shell text that writes exactly these bytes to a file, and shows no character that a terminal would act on. */
function writes(text: string, file: string): string {
  if (/^(?:\P{C}|\n)*\n$/u.test(text)) return `cat > ${file} <<'END-OF-TEXT'\n${text}END-OF-TEXT\n`;
  const bytes = [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  return `printf '${bytes.join('')}' > ${file}\n`;
}
