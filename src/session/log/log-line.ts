import { decodeRecord, encodeRecord, type SessionRecord } from '../record.ts';
import { maxRecordBytes } from './limits.ts';
import { looseJson } from './strict-json.ts';

/** A line of the log as read: its record, or what is wrong with it as a sentence. */
export type LineReading =
  | { readonly ok: true; readonly record: SessionRecord }
  | { readonly ok: false; readonly fault: string };

const lineFeed = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the bytes of one line, its LF included. Strict: what a second reader could take differently is a fault. */
export function readLine(bytes: Uint8Array): LineReading {
  if (bytes.at(-1) !== lineFeed) return fault('the line has no end');
  if (bytes.length > maxRecordBytes) return fault(`the line is longer than ${maxRecordBytes} bytes`);
  if (bytes.includes(0)) return fault('the line holds NUL bytes');
  const json = parse(bytes);
  if (!json.ok) return json;
  const loose = looseJson(json.text);
  if (loose !== undefined) return fault(loose);
  const record = decodeRecord(json.value);
  return typeof record === 'string' ? fault(record.replaceAll('\n', ' ')) : { ok: true, record };
}

/** The bytes of a record's line, its LF included. */
export function writeLine(record: SessionRecord): Buffer {
  return Buffer.from(`${encodeRecord(record)}\n`, 'utf8');
}

function parse(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly text: string; readonly value: unknown }
  | { readonly ok: false; readonly fault: string } {
  try {
    const text = utf8.decode(bytes);
    return { ok: true, text, value: JSON.parse(text) };
  } catch {
    return fault('the line is not JSON in UTF-8');
  }
}

function fault(text: string): { readonly ok: false; readonly fault: string } {
  return { ok: false, fault: text };
}
