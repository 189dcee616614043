import { visibleText } from '../../../problem/visible-text.ts';
import { decoded } from '../export/excerpt.ts';

const escape = String.fromCodePoint(0x1b);

/** Colours and styles (SGR). */
const style = `\\[[0-9;:]*m`;

/** What draws on the screen and does nothing else: the cursor moved, saved, shown or hidden, cells and lines erased. */
const drawing = `${style}|\\[[0-9;]*[ABCDEFGHJKLMPSTXdf@]|\\[\\?25[hl]|[78]|\\([0B]`;

/** Any whole escape sequence (ECMA-48): CSI; OSC, DCS, SOS, PM and APC with their text; two characters. */
const sequence =
  '\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)|[ -/]*[0-OQ-WYZ\\\\`-~]';

const plainPieces = new RegExp(`${escape}(?:${style})|[^${escape}]+|${escape}`, 'gu');
const drawnPieces = new RegExp(
  `${escape}(?:${drawing})|${escape}(?:${sequence})|[^${escape}]+|${escape}`,
  'gu',
);
const allowedWhole = new RegExp(`^${escape}(?:${drawing})$`, 'u');
const moves = new Set(['\n', '\r', '\t', '\b']);

/**
 * An output as a terminal may be given it: nothing in it sets a title, writes to a clipboard, asks the terminal for an
 * answer or changes how it works. Of a command that had the terminal (`drawn`) all that draws stays and other sequences are
 * left out; of any other only colours stay and the rest is written out.
 */
export function terminalText(bytes: Uint8Array, drawn: boolean): string {
  const pieces = decoded(bytes).match(drawn ? drawnPieces : plainPieces) ?? [];
  const text = pieces.map((piece) => safe(piece, drawn)).join('');
  const lines = drawn ? text : text.replaceAll(/\r*\n/g, '\r\n');
  return `${lines}${escape}[0m${drawn ? `${escape}(B${escape}[?25h` : ''}`;
}

function safe(piece: string, drawn: boolean): string {
  if (!piece.startsWith(escape)) return shown(piece);
  if (allowedWhole.test(piece)) return piece;
  return drawn && piece.length > 1 ? '' : visibleText(piece);
}

/** Line ends, tabs and backspaces are the terminal's; every other control character is written out. */
function shown(text: string): string {
  return Array.from(text, (character) => (moves.has(character) ? character : visibleText(character))).join(
    '',
  );
}
