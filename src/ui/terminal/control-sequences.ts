import { stripVTControlCharacters } from 'node:util';

/*
 * What is sent to the terminal beside frames. Sources: ECMA-48, xterm's ctlseqs, the documents of tmux, kitty,
 * iTerm2 and foot.
 */

const escape = String.fromCodePoint(0x1b);
export const bell = String.fromCodePoint(0x07);
const csi = `${escape}[`;
const osc = `${escape}]`;

/**
 * What a child may have left on: mouse, focus events, keypad and scroll region, insert mode, another character set.
 * Lines don't wrap: where the terminal counts a character as wider than we do, the rows below stay where they are.
 */
const soberModes = [
  `${csi}?1000l${csi}?1002l${csi}?1003l${csi}?1004l${csi}?1006l`,
  `${csi}?1l${escape}>`,
  `${csi}r${csi}4l${csi}?7l${escape}(B${csi}0m`,
].join('');

const alternateScreen = { enter: `${csi}?1049h`, leave: `${csi}?1049l` };
const bracketedPaste = { on: `${csi}?2004h`, off: `${csi}?2004l` };
const cursor = { hide: `${csi}?25l`, show: `${csi}?25h` };
const savedTitle = { push: `${csi}22;2t`, pop: `${csi}23;2t` };

/** Takes the terminal. What was on the main screen stays there. */
export function enterSequence(withTitle: boolean): string {
  const title = withTitle ? savedTitle.push : '';
  return `${title}${alternateScreen.enter}${soberModes}${bracketedPaste.on}${cursor.hide}`;
}

/** Gives it back. Sent twice it does no harm but to the title of an outer program. */
export function leaveSequence(withTitle: boolean): string {
  const title = withTitle ? savedTitle.pop : '';
  return `${endSynchronized}${bracketedPaste.off}${csi}0m${csi}?7h${alternateScreen.leave}${cursor.show}${title}`;
}

const beginSynchronized = `${csi}?2026h`;
const endSynchronized = `${csi}?2026l`;

/** A frame that is drawn on an empty screen, without the emptiness being seen. */
export function onEmptyScreen(frame: string): string {
  return `${beginSynchronized}${csi}0m${csi}H${csi}2J${cursor.hide}${frame}${endSynchronized}`;
}

/** Text for a place that takes one line and no control character: they could end it and begin another. */
export function controlFree(text: string, longest = 200): string {
  const bare = stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029\ufeff\s]+/gu, ' ')
    .trim();
  const characters = Array.from(bare);
  return characters.length <= longest ? bare : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Sets the title of the window. */
export function titleSequence(text: string): string {
  return `${osc}2;${controlFree(text)}${bell}`;
}

/** How a terminal takes notifications: iTerm2's OSC 9, which most know, or rxvt's OSC 777. */
export type NotificationStyle = 'osc9' | 'osc777';

export function notificationStyle(env: Readonly<Record<string, string | undefined>>): NotificationStyle {
  const knows777 = env['VTE_VERSION'] !== undefined || /^(foot|rxvt)/.test(env['TERM'] ?? '');
  return knows777 ? 'osc777' : 'osc9';
}

/** A notification of the desktop. */
export function notificationSequence(message: string, style: NotificationStyle): string {
  const text = controlFree(message);
  // ConEmu and Windows Terminal read OSC 9 with a number as a command.
  const nine = /^\d+(;|$)/.test(text) ? `: ${text}` : text;
  return style === 'osc777' ? `${osc}777;notify;teei-runbook;${text}${bell}` : `${osc}9;${nine}${bell}`;
}

/** The longest OSC 52 that common terminals take whole, in characters of base64. */
const longestClipboard = 100_000;

/** Puts text on the clipboard (OSC 52); undefined: it is too long for that. */
export function clipboardSequence(text: string): string | undefined {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  return encoded.length > longestClipboard ? undefined : `${osc}52;c;${encoded}${bell}`;
}

/** Lets tmux hand a sequence on to the terminal around it (where its `allow-passthrough` is on). */
export function throughTmux(sequence: string): string {
  return `${escape}Ptmux;${sequence.replaceAll(escape, `${escape}${escape}`)}${escape}\\`;
}
