/** What an extended header says of the entry behind it, as far as this program uses it. */
export interface PaxFacts {
  readonly path?: string;
  readonly size?: string;
}

/** The records of an extended header, `<length> <key>=<value>\n` each: POSIX.1-2001, "pax Extended Header". */
export function paxRecords(facts: PaxFacts): Buffer {
  const pairs = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Buffer.concat(pairs.map(([key, value]) => paxRecord(`${key}=${String(value)}\n`)));
}

/** The length counts its own digits. */
function paxRecord(text: string): Buffer {
  const rest = Buffer.byteLength(text) + 1;
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return Buffer.from(`${length} ${text}`);
}

/** Reads the records back; other keys are passed over. Undefined: they are not of that form. */
export function parsePax(bytes: Buffer): PaxFacts | undefined {
  const facts: { path?: string; size?: string } = {};
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(0x20, at);
    const digits = blank === -1 ? '' : bytes.toString('latin1', at, blank);
    const length = /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    if (end > bytes.length || end <= blank + 1 || bytes[end - 1] !== 0x0a) return undefined;
    const equals = bytes.indexOf(0x3d, blank);
    if (equals === -1 || equals >= end) return undefined;
    const value = utf8(bytes.subarray(equals + 1, end - 1));
    if (value === undefined) return undefined;
    const key = bytes.toString('latin1', blank + 1, equals);
    if (key === 'path' || key === 'size') facts[key] = value;
    at = end;
  }
  return facts;
}

/** Bytes as text; undefined where they are no UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
