/**
 * Messages of PostgreSQL's protocol, version 3, as far as the simulated server needs them
 * (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */

/** A value of a row; a number is of the type double precision, a text of the type text. */
export type Cell = string | number | null;

/** A message from a client: its type, and what it holds. The first of a connection has no type. */
export interface ClientMessage {
  readonly type: string;
  readonly body: Buffer;
}

/** The first message in the bytes, and the rest. Undefined: it is not whole yet. `first`: of the connection. */
export function takeMessage(
  bytes: Buffer,
  first: boolean,
): { readonly message: ClientMessage; readonly rest: Buffer } | undefined {
  const head = first ? 0 : 1;
  if (bytes.length < head + 4) return undefined;
  const end = head + Math.max(4, bytes.readUInt32BE(head));
  if (bytes.length < end) return undefined;
  const type = first ? '' : bytes.toString('latin1', 0, 1);
  return { message: { type, body: bytes.subarray(head + 4, end) }, rest: bytes.subarray(end) };
}

function serverMessage(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

export const askPassword = serverMessage('R', int32(3));
export const welcome = Buffer.concat([
  serverMessage('R', int32(0)),
  ...[
    ['server_version', '17.2'],
    ['server_encoding', 'UTF8'],
    ['client_encoding', 'UTF8'],
    ['standard_conforming_strings', 'on'],
  ].map(([name = '', value = '']) => serverMessage('S', cString(name), cString(value))),
]);

/** Ready for the next statement, in a transaction (`T`) or in none (`I`). */
export function ready(state: 'I' | 'T'): Buffer {
  return serverMessage('Z', Buffer.from(state));
}

export function done(tag: string): Buffer {
  return serverMessage('C', cString(tag));
}

export function refusal(severity: 'ERROR' | 'FATAL', code: string, text: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${text}`].map(cString);
  return serverMessage('E', ...fields, Buffer.from([0]));
}

/** One row with its description. */
export function oneRow(row: Readonly<Record<string, Cell>>): Buffer {
  const columns = Object.entries(row);
  const described = columns.flatMap(([name, value]) => [
    cString(name),
    int32(0),
    int16(0),
    int32(typeof value === 'string' ? oid.text : oid.float8),
    int16(-1),
    int32(-1),
    int16(0),
  ]);
  const values = columns.flatMap(([, value]) => {
    if (value === null) return [int32(-1)];
    const text = Buffer.from(String(value));
    return [int32(text.length), text];
  });
  const count = int16(columns.length);
  return Buffer.concat([
    serverMessage('T', count, ...described),
    serverMessage('D', count, ...values),
    done('SELECT 1'),
  ]);
}

const oid = { text: 25, float8: 701 } as const;
