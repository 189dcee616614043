import { shortestSecret } from './encodings.ts';
import { Matcher } from './matcher.ts';
import { createStream, type RedactingStream } from './stream.ts';

export type { RedactingStream } from './stream.ts';

/** Masks secrets as `[REDACTED:name]`: exact values in all their encodings, and credentials known by their shape. */
export interface Redactor {
  /**
   * Masks this value from now on, in streams that are already open too. `too-short`: under 4 bytes a value is
   * not masked, since it would blank out ordinary text; tell the person who gave it.
   */
  add(name: string, value: string): 'masked' | 'too-short';
  stream(): RedactingStream;
  /** Masks a whole text. */
  text(text: string): string;
}

export function createRedactor(): Redactor {
  const secrets = new Map<string, string>();
  let compiled: Matcher | undefined;
  const matcher = (): Matcher => (compiled ??= new Matcher(secrets));
  return {
    add: (name, given) => {
      // What is printed has often lost the line end of a file or a prompt.
      const value = given.replace(/(?:\r?\n)+$/, '');
      if (Buffer.byteLength(value) < shortestSecret) return 'too-short';
      if (!secrets.has(value)) {
        secrets.set(value, name);
        compiled = undefined;
      }
      return 'masked';
    },
    stream: () => createStream(matcher),
    text: (text) => {
      const stream = createStream(matcher);
      return Buffer.concat([stream.push(Buffer.from(text, 'utf8')), stream.end()]).toString('utf8');
    },
  };
}
