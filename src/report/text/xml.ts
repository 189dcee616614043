import { visibleText } from '../../problem/visible-text.ts';

/** Characters that XML 1.0 can't hold even as references: U+FFFE, U+FFFF. */
const impossible = /[\ufffe\uffff]/g;

/** Text for XML, in an element or a quoted attribute: lines stay, every other control character is written out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .split('\n')
    .map((line) => visibleText(line))
    .join('\n')
    .replaceAll(impossible, (found) => `\\u${found.charCodeAt(0).toString(16)}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
