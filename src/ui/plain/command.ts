/** What the operator typed at a prompt of the plain renderer. One member for every action. */
export type PlainCommand =
  | { readonly command: 'enter' }
  | { readonly command: 'yes' | 'no'; readonly note: string }
  | { readonly command: 'run' | 'check' | 'retry' | 'output' | 'status' | 'leave' | 'help' | 'stop' | 'show' }
  | { readonly command: 'skip' | 'continue' | 'abort' | 'fail' | 'note'; readonly text: string }
  | { readonly command: 'roll-back' | 'roll-back-only'; readonly text: string }
  | { readonly command: 'back'; readonly to: string; readonly reason: string }
  | { readonly command: 'done' | 'failed'; readonly reason: string }
  | { readonly command: 'hand-over'; readonly to: string; readonly note: string }
  | { readonly command: 'approve' | 'reject'; readonly name: string; readonly note: string }
  /** Anything else: an answer where one is asked for, a mistake elsewhere. */
  | { readonly command: 'text'; readonly text: string };

/** Every typed command, its form and what it does: the help of the plain renderer is made of this. */
export const plainCommands = [
  { form: 'run', help: 'run the step (Enter does the same where it says so)' },
  { form: 'yes [NOTE]', help: 'tick the item' },
  { form: 'no NOTE', help: 'say that it is not so' },
  { form: 'check', help: 'let a machine look, where the item offers a check' },
  { form: 'approve NAME [REASON]', help: 'approve, as a person who has not operated this session' },
  { form: 'reject NAME [REASON]', help: 'refuse the approval' },
  { form: 'show', help: 'show the step again, with the files of an approval' },
  { form: 'output', help: 'show where the output is and its last lines' },
  { form: 'status', help: 'list all steps and where they stand' },
  { form: 'retry', help: 'run a failed step again' },
  { form: 'skip REASON', help: 'pass over the step' },
  { form: 'continue REASON', help: 'go on although the step failed' },
  { form: 'roll back [REASON]', help: 'enter the runbook for this failure' },
  { form: 'roll back only [REASON]', help: 'enter it for the services that failed, and no other' },
  { form: 'back [STEP] [REASON]', help: 'go back; later sign-offs are void, effects stay' },
  { form: 'done HOW YOU KNOW', help: 'say that an interrupted step was carried out' },
  { form: 'failed HOW YOU KNOW', help: 'say that an interrupted step failed' },
  { form: 'stop', help: 'stop a command that an earlier run left behind' },
  { form: 'note TEXT', help: 'write a note into the log' },
  { form: 'hand over NAME [NOTE]', help: 'pause for another operator' },
  { form: 'leave', help: 'pause; resume later' },
  { form: 'fail REASON', help: 'end the session as failed' },
  { form: 'abort REASON', help: 'end the session as aborted' },
  { form: 'help', help: 'this list' },
] as const;

/** Reads a typed line. Never fails: what is no command comes back as text. */
export function readPlainCommand(line: string): PlainCommand {
  const text = line.trim();
  const [word, rest] = split(text);
  switch (word.toLowerCase()) {
    case '':
      return { command: 'enter' };
    case 'y':
    case 'yes':
      return { command: 'yes', note: rest };
    case 'n':
    case 'no':
      return { command: 'no', note: rest };
    case 'roll':
    case 'hand':
      return twoWords(text, word.toLowerCase(), rest);
    case 'back':
      return back(rest);
    case 'approve':
    case 'reject':
      return signing(word.toLowerCase() === 'approve' ? 'approve' : 'reject', rest);
    default:
      return plain(text, word.toLowerCase(), rest);
  }
}

function plain(text: string, word: string, rest: string): PlainCommand {
  switch (word) {
    case 'run':
    case 'check':
    case 'retry':
    case 'output':
    case 'status':
    case 'stop':
    case 'show':
      return rest === '' ? { command: word } : { command: 'text', text };
    case 'leave':
    case 'quit':
    case 'q':
      return rest === '' ? { command: 'leave' } : { command: 'text', text };
    case 'help':
    case '?':
      return { command: 'help' };
    case 'skip':
    case 'continue':
    case 'abort':
    case 'fail':
    case 'note':
      return { command: word, text: rest };
    case 'done':
    case 'failed':
      return { command: word, reason: rest };
    default:
      return { command: 'text', text };
  }
}

function twoWords(text: string, first: string, rest: string): PlainCommand {
  const [second, tail] = split(rest);
  if (first === 'roll' && second.toLowerCase() === 'back') return rollBack(tail);
  if (first === 'hand' && second.toLowerCase() === 'over') {
    const [to, note] = split(tail);
    return { command: 'hand-over', to, note };
  }
  return { command: 'text', text };
}

function rollBack(tail: string): PlainCommand {
  const [first, rest] = split(tail);
  return first.toLowerCase() === 'only'
    ? { command: 'roll-back-only', text: rest }
    : { command: 'roll-back', text: tail };
}

function back(rest: string): PlainCommand {
  const [to, reason] = split(rest);
  return { command: 'back', to, reason };
}

function signing(command: 'approve' | 'reject', rest: string): PlainCommand {
  const [name, note] = split(rest);
  return { command, name, note };
}

/** The first word and the rest. A name of several words is put in double quotes. */
function split(text: string): readonly [string, string] {
  const quoted = /^"([^"]*)"\s*/.exec(text);
  if (quoted !== null) return [quoted[1] ?? '', text.slice(quoted[0].length)];
  const space = text.search(/\s/);
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space).trim()];
}
