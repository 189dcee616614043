/*
 * What terminals send for keys that are no character. Sources: xterm's ctlseqs, the Linux console, rxvt, and
 * kitty's keyboard protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol/).
 */

/** By the last letter of `ESC [ …` or `ESC O …`. */
export const keyOfLetter: ReadonlyMap<string, string> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
  ['P', 'f1'],
  ['Q', 'f2'],
  ['R', 'f3'],
  ['S', 'f4'],
]);

/** By the letter after `ESC O` alone: a keypad in application mode, and rxvt's arrows with Ctrl. */
export const keypadKey: ReadonlyMap<string, string> = new Map([
  ['M', 'enter'],
  ['I', 'tab'],
  [' ', 'space'],
  ['j', '*'],
  ['k', '+'],
  ['l', ','],
  ['m', '-'],
  ['n', '.'],
  ['o', '/'],
  ...Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(0x70 + digit), String(digit)] as const),
  ['X', '='],
]);

/** By the number in `ESC [ number ~`, also with `^`, `$` or `@` at its end (rxvt). */
export const keyOfNumber: ReadonlyMap<number, string> = new Map([
  [1, 'home'],
  [3, 'delete'],
  [4, 'end'],
  [5, 'pageup'],
  [6, 'pagedown'],
  [7, 'home'],
  [8, 'end'],
  ...[11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map(
    (number, index) => [number, `f${index + 1}`] as const,
  ),
]);

/** By the letter in the Linux console's `ESC [ [ letter`. */
export const consoleKey: ReadonlyMap<string, string> = new Map([
  ['A', 'f1'],
  ['B', 'f2'],
  ['C', 'f3'],
  ['D', 'f4'],
  ['E', 'f5'],
]);

/** By the code point in `ESC [ code u`: keys that are no character, and the keypad's. */
export const keyOfCode: ReadonlyMap<number, string> = new Map([
  [9, 'tab'],
  [13, 'enter'],
  [27, 'escape'],
  [32, 'space'],
  [127, 'backspace'],
  ...Array.from({ length: 12 }, (_, index) => [57364 + index, `f${index + 1}`] as const),
  ...Array.from({ length: 10 }, (_, digit) => [57399 + digit, String(digit)] as const),
  [57409, '.'],
  [57410, '/'],
  [57411, '*'],
  [57412, '-'],
  [57413, '+'],
  [57414, 'enter'],
  [57415, '='],
  [57416, ','],
  [57417, 'left'],
  [57418, 'right'],
  [57419, 'up'],
  [57420, 'down'],
  [57421, 'pageup'],
  [57422, 'pagedown'],
  [57423, 'home'],
  [57424, 'end'],
  [57426, 'delete'],
]);

/** By a control character. Enter is carriage return; some terminals send a line feed for it. */
export const keyOfControl: ReadonlyMap<number, string> = new Map([
  [0x08, 'backspace'],
  [0x09, 'tab'],
  [0x0a, 'enter'],
  [0x0d, 'enter'],
  [0x1b, 'escape'],
  [0x7f, 'backspace'],
]);
