import { StringDecoder } from 'node:string_decoder';
import { type Answer, answerOf, isAnswerBegun } from './answer.ts';
import { isPasted, joinPasted } from './burst.ts';
import { csiKey, ss3Key } from './control-key.ts';
import { escape, sequenceAt } from './escape-sequence.ts';
import type { Input, Paste } from './input.ts';
import { characterKey, controlKey, type Key, namedKey, nothingHeld } from './key.ts';
import { collectPaste, type PasteCollector } from './paste.ts';

/** What comes from a terminal: from its keyboard, or from itself. */
export type Heard = Input | Answer;

/** Turns what a terminal sends into keys, pastes and answers. Unknown sequences write nothing. */
export interface KeyParser {
  /**
   * Takes one read's bytes. The keys of one read did not come alone; more text than a hand types is a paste.
   * `pasteGoesOn`: such a paste came just before, so that all text is the rest of it.
   */
  push(bytes: Uint8Array, pasteGoesOn?: boolean): readonly Heard[];
  /** True where the last read held text that was pasted without brackets. */
  readonly pasted: boolean;
  /** True where an ESC waits: the Escape key, if nothing follows. */
  readonly waiting: boolean;
  /** True where a paste has begun and not ended. */
  readonly pasting: boolean;
  /** Nothing followed: what waits is a key by itself. */
  flush(): readonly Heard[];
  /** Forgets what has begun. */
  reset(): void;
}

/** One stretch of input; `undefined` is one that means nothing here. */
type Piece = Key | Paste | Answer | undefined;

const alt = { ...nothingHeld, alt: true };
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const control = /[\p{Cc}]/u;

export function createKeyParser(): KeyParser {
  let decoder = new StringDecoder('utf8');
  let pending = '';
  let paste: PasteCollector | undefined;
  let pasted = false;
  /** Whether what is pending came together with other keys. */
  let shared = false;

  function scan(input: string): Piece[] {
    const pieces: Piece[] = [];
    let rest = input;
    while (rest !== '') {
      if (paste !== undefined) {
        const behind = paste.take(rest);
        if (behind === undefined) return pieces;
        pieces.push({ input: 'paste', text: paste.text });
        paste = undefined;
        rest = behind;
        continue;
      }
      const read = readPiece(rest);
      if (read === 'unfinished') {
        pending = rest;
        return pieces;
      }
      if (read.pastes === true) paste = collectPaste();
      else pieces.push(...read.pieces);
      rest = rest.slice(read.length);
    }
    return pieces;
  }

  return {
    get pasted() {
      return pasted;
    },
    get waiting() {
      return pending !== '';
    },
    get pasting() {
      return paste !== undefined;
    },
    push(bytes, pasteGoesOn = false) {
      const text = decoder.write(Buffer.from(bytes));
      const input = pending + text;
      pending = '';
      const pieces = scan(input);
      const count = pieces.length + (pending === '' && paste === undefined ? 0 : 1);
      // A character that did not come whole, or that is none, did not come alone either.
      const together = shared || count > 1 || Buffer.byteLength(text) !== bytes.length;
      shared = pending !== '' && together;
      pasted = isPasted(pieces) || (pasteGoesOn && pieces.length > 0);
      return told(pasted ? joinPasted(pieces) : pieces, !together);
    },
    flush() {
      if (isAnswerBegun(pending)) return [];
      const pieces = leftover(pending);
      const inputs = told(pieces, !shared && pieces.length === 1);
      pending = '';
      shared = false;
      return inputs;
    },
    reset() {
      decoder = new StringDecoder('utf8');
      pending = '';
      paste = undefined;
      pasted = false;
      shared = false;
    },
  };
}

function told(pieces: readonly Piece[], alone: boolean): readonly Heard[] {
  return pieces.flatMap((piece): Heard[] => {
    if (piece === undefined) return [];
    return 'input' in piece ? [piece] : [{ input: 'key', alone, ...piece }];
  });
}

interface Read {
  readonly pieces: readonly Piece[];
  /** How much of the input it took. */
  readonly length: number;
  readonly pastes?: true;
}

/** What the input begins with. */
function readPiece(input: string): Read | 'unfinished' {
  if (input.startsWith(escape)) return readEscape(input);
  const end = input.search(control);
  if (end === 0) return { pieces: [controlKey(input.charCodeAt(0))], length: 1 };
  const text = end === -1 ? input : input.slice(0, end);
  const pieces = [...graphemes.segment(text)].map(({ segment }) => characterKey(segment));
  return { pieces, length: text.length };
}

function readEscape(input: string): Read | 'unfinished' {
  if (input.charAt(1) === escape) return readDoubleEscape(input);
  const sequence = sequenceAt(input, 0);
  switch (sequence.kind) {
    case 'unfinished':
      return 'unfinished';
    case 'csi':
      if (sequence.body === '200~') return { pieces: [], length: sequence.end, pastes: true };
      return {
        pieces: [answerOf(input.slice(0, sequence.end)) ?? csiKey(sequence.body)],
        length: sequence.end,
      };
    case 'ss3':
      return { pieces: [ss3Key(sequence.body)], length: sequence.end };
    case 'ignored':
      return { pieces: [answerOf(input.slice(0, sequence.end))], length: sequence.end };
    case 'prefix': {
      const character = String.fromCodePoint(input.codePointAt(1) ?? 0);
      return { pieces: [prefixed(character)], length: 1 + character.length };
    }
  }
}

/** Some terminals put a second ESC before a sequence where Alt is held; otherwise the first one is Escape. */
function readDoubleEscape(input: string): Read | 'unfinished' {
  const sequence = sequenceAt(input, 1);
  switch (sequence.kind) {
    case 'unfinished':
      return 'unfinished';
    case 'csi':
      return sequence.body === '200~'
        ? { pieces: [namedKey('escape')], length: 1 }
        : { pieces: [withAlt(csiKey(sequence.body))], length: sequence.end };
    case 'ss3':
      return { pieces: [withAlt(ss3Key(sequence.body))], length: sequence.end };
    case 'ignored':
    case 'prefix':
      return { pieces: [namedKey('escape')], length: 1 };
  }
}

/** What is left when nothing follows: Escape, or Alt with the character that could have begun a sequence. */
function leftover(pending: string): readonly Piece[] {
  if (pending === '') return [];
  if (pending === escape) return [namedKey('escape')];
  if (pending.startsWith(`${escape}${escape}`)) return [namedKey('escape'), ...leftover(pending.slice(1))];
  return pending.length === 2 ? [prefixed(pending.slice(1))] : [undefined];
}

function prefixed(character: string): Key | undefined {
  return control.test(character) ? controlKey(character.charCodeAt(0), alt) : characterKey(character, alt);
}

function withAlt(key: Key | undefined): Key | undefined {
  if (key === undefined || key.chord.includes('alt+')) return key;
  const [, ctrl = '', rest = ''] = /^(ctrl\+)?(.+)$/su.exec(key.chord) ?? [];
  return { chord: `${ctrl}alt+${rest}`, text: '' };
}
