/**
 * Everything that an operator can do, once. The key bar, the help, the palette, the settings and docs/keys.md
 * are made of this list.
 */
export interface ActionDefinition {
  readonly id: string;
  /** The screen that it belongs to. */
  readonly screen: 'notebook' | 'output' | 'library' | 'everywhere';
  readonly section: 'act' | 'decide' | 'look' | 'move' | 'session' | 'program';
  /** Two or three words for the key bar and the palette. */
  readonly title: string;
  /** One sentence for the help and the docs. */
  readonly help: string;
  /** Keys as shipped; the settings may give others. Empty: only in the palette and the menus. */
  readonly keys: readonly string[];
  /** True where it runs, signs or ends something: such a key never comes from a burst of keys. */
  readonly consequential: boolean;
}

const move = { section: 'move', consequential: false } as const;
const look = { section: 'look', consequential: false } as const;

export const actions = [
  // What a step asks for.
  { id: 'act', screen: 'notebook', section: 'act', title: 'do it', help: 'Do what the step asks: run it, answer it, or choose a way on.', keys: ['enter'], consequential: true },
  { id: 'run', screen: 'notebook', section: 'act', title: 'run', help: 'Run the step; again, where it failed.', keys: ['r'], consequential: true },
  { id: 'yes', screen: 'notebook', section: 'act', title: 'yes, it is so', help: 'Tick the item: it is so, and you sign for it.', keys: ['y'], consequential: true },
  { id: 'no', screen: 'notebook', section: 'act', title: 'no', help: 'Say that the item is not so, and why.', keys: ['n'], consequential: true },
  { id: 'check', screen: 'notebook', section: 'act', title: 'check', help: 'Let a machine look, where the item offers a check.', keys: ['c'], consequential: true },
  { id: 'approve', screen: 'notebook', section: 'act', title: 'approve', help: 'Another person approves, here.', keys: ['a'], consequential: true },
  { id: 'reject', screen: 'notebook', section: 'act', title: 'reject', help: 'Another person refuses the approval, here.', keys: ['x'], consequential: true },
  { id: 'stop', screen: 'notebook', section: 'act', title: 'stop it', help: 'Stop the command that runs, or one that an earlier run left behind.', keys: [], consequential: true },
  // What to do when it did not go well.
  { id: 'skip', screen: 'notebook', section: 'decide', title: 'skip', help: 'Pass over the step; a reason is asked for.', keys: ['s'], consequential: true },
  { id: 'continue', screen: 'notebook', section: 'decide', title: 'go on', help: 'Go on although the step failed; a reason is asked for.', keys: ['C'], consequential: true },
  { id: 'roll-back', screen: 'notebook', section: 'decide', title: 'roll back', help: 'Enter the runbook that is there for this failure.', keys: ['R'], consequential: true },
  { id: 'back', screen: 'notebook', section: 'decide', title: 'back', help: 'Go back to an earlier step: later sign-offs are void, effects stay.', keys: ['b'], consequential: true },
  { id: 'resolve-done', screen: 'notebook', section: 'decide', title: 'it was done', help: 'Say that an interrupted or unclear step was carried out, and how you know.', keys: [], consequential: true },
  { id: 'resolve-failed', screen: 'notebook', section: 'decide', title: 'it failed', help: 'Say that an interrupted or unclear step failed, and how you know.', keys: [], consequential: true },
  { id: 'give-up', screen: 'notebook', section: 'decide', title: 'end as failed', help: 'End the session as failed; a reason is asked for.', keys: ['F'], consequential: true },
  { id: 'abort', screen: 'notebook', section: 'decide', title: 'abort', help: 'End the session as aborted; a reason is asked for.', keys: ['X'], consequential: true },
  // The session.
  { id: 'note', screen: 'notebook', section: 'session', title: 'note', help: 'Write a note into the log.', keys: ['i'], consequential: true },
  { id: 'hand-over', screen: 'notebook', section: 'session', title: 'hand over', help: 'Pause the session for another operator.', keys: ['H'], consequential: true },
  { id: 'leave', screen: 'notebook', section: 'session', title: 'leave', help: 'Pause the session and leave; it can be resumed.', keys: ['q'], consequential: true },
  // Looking around.
  { id: 'output', screen: 'notebook', title: 'output', help: 'Show the output of the step on the whole screen.', keys: ['o'], ...look },
  { id: 'fold', screen: 'notebook', title: 'fold', help: 'Fold or unfold the step in focus.', keys: ['space'], ...look },
  { id: 'fold-all', screen: 'notebook', title: 'fold all', help: 'Fold all steps, unfold all, or as it was.', keys: ['z'], ...look },
  { id: 'filter', screen: 'notebook', title: 'filter', help: 'Show only failed steps, only skipped, only those to do, or all.', keys: ['f'], ...look },
  { id: 'outline', screen: 'notebook', title: 'outline', help: 'Show or hide the outline.', keys: ['t'], ...look },
  { id: 'jump', screen: 'notebook', title: 'jump', help: 'Jump to a step by a part of its name.', keys: ['J'], ...look },
  { id: 'search', screen: 'everywhere', title: 'search', help: 'Search in prose, commands and output.', keys: ['/'], ...look },
  { id: 'search-next', screen: 'everywhere', title: 'next match', help: 'Go to the next match, while a search is on.', keys: ['n'], ...look },
  { id: 'search-previous', screen: 'everywhere', title: 'match before', help: 'Go to the match before, while a search is on.', keys: ['N'], ...look },
  // Moving.
  { id: 'line-down', screen: 'everywhere', title: 'down', help: 'One line down.', keys: ['j', 'down'], ...move },
  { id: 'line-up', screen: 'everywhere', title: 'up', help: 'One line up.', keys: ['k', 'up'], ...move },
  { id: 'half-page-down', screen: 'everywhere', title: 'half a page down', help: 'Half a page down.', keys: ['ctrl+d'], ...move },
  { id: 'half-page-up', screen: 'everywhere', title: 'half a page up', help: 'Half a page up.', keys: ['ctrl+u'], ...move },
  { id: 'page-down', screen: 'everywhere', title: 'page down', help: 'A page down.', keys: ['pagedown', 'ctrl+f'], ...move },
  { id: 'page-up', screen: 'everywhere', title: 'page up', help: 'A page up.', keys: ['pageup', 'ctrl+b'], ...move },
  { id: 'first', screen: 'everywhere', title: 'top', help: 'To the beginning.', keys: ['g', 'home'], ...move },
  { id: 'last', screen: 'everywhere', title: 'end', help: 'To the end.', keys: ['G', 'end'], ...move },
  { id: 'next-step', screen: 'notebook', title: 'next step', help: 'To the next step.', keys: ['tab', ']'], ...move },
  { id: 'previous-step', screen: 'notebook', title: 'step before', help: 'To the step before.', keys: ['shift+tab', '['], ...move },
  { id: 'current', screen: 'notebook', title: 'current step', help: 'Back to the step that the session stands at.', keys: ['.'], ...move },
  // The output screen.
  { id: 'follow', screen: 'output', title: 'follow', help: 'Stay at the end while output comes.', keys: ['s'], ...look },
  { id: 'wrap', screen: 'output', title: 'wrap', help: 'Break long lines, or cut them.', keys: ['w'], ...look },
  { id: 'timestamps', screen: 'output', title: 'times', help: 'Show when each line came.', keys: ['t'], ...look },
  { id: 'mark', screen: 'output', title: 'mark', help: 'Mark the line at the top, or take its mark off.', keys: ['m'], ...look },
  { id: 'next-mark', screen: 'output', title: 'next mark', help: 'To the next mark.', keys: ["'"], ...look },
  { id: 'next-error', screen: 'output', title: 'next error', help: 'To the next line that looks like an error.', keys: ['e'], ...look },
  { id: 'previous-error', screen: 'output', title: 'error before', help: 'To the line before that looks like an error.', keys: ['E'], ...look },
  { id: 'scroll-left', screen: 'output', title: 'left', help: 'Long lines: to the left.', keys: ['left', 'h'], ...move },
  { id: 'scroll-right', screen: 'output', title: 'right', help: 'Long lines: to the right.', keys: ['right', 'l'], ...move },
  { id: 'copy', screen: 'output', title: 'copy', help: 'Copy what is on the screen, or what is between two marks, to the clipboard.', keys: ['c'], ...look },
  { id: 'borderless', screen: 'output', title: 'borderless', help: 'Only the output, for marking it with the mouse.', keys: ['f'], ...look },
  { id: 'pager', screen: 'output', title: 'pager', help: 'Open the output in $PAGER.', keys: ['v'], ...look },
  { id: 'save', screen: 'output', title: 'save', help: 'Save the output as a file.', keys: ['S'], ...look },
  // The library.
  { id: 'open', screen: 'library', section: 'act', title: 'open', help: 'Start the runbook, or go on with the session.', keys: ['enter'], consequential: true },
  { id: 'quit', screen: 'library', section: 'program', title: 'quit', help: 'Leave the library.', keys: ['q'], consequential: false },
  // The program.
  { id: 'palette', screen: 'everywhere', section: 'program', title: 'palette', help: 'Every action, by a part of its name.', keys: ['ctrl+p', ':'], consequential: false },
  { id: 'help', screen: 'everywhere', section: 'program', title: 'help', help: 'The keys that work here.', keys: ['?', 'f1'], consequential: false },
  { id: 'close', screen: 'everywhere', section: 'program', title: 'back', help: 'Close what is open; nothing is done.', keys: ['escape'], consequential: false },
  { id: 'interrupt', screen: 'everywhere', section: 'program', title: 'interrupt', help: 'Ask what to do: stop the command, pause the session, leave.', keys: ['ctrl+c'], consequential: true },
  { id: 'suspend', screen: 'everywhere', section: 'program', title: 'suspend', help: 'Stop this program for a while; fg brings it back.', keys: ['ctrl+z'], consequential: false },
  { id: 'redraw', screen: 'everywhere', section: 'program', title: 'redraw', help: 'Draw the screen anew.', keys: ['ctrl+l'], consequential: false },
] as const satisfies readonly ActionDefinition[];

export type ActionId = (typeof actions)[number]['id'];
export type ActionScreen = (typeof actions)[number]['screen'];
