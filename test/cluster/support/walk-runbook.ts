import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { programPath } from '../../e2e/program.ts';

/** By the beginning of a question's label: what is answered wherever the operator says nothing else. */
const usualAnswers: Readonly<Record<string, string>> = { 'Key file': '', Announce: 'nobody' };

/** What somebody at the terminal says where the usual answer is not the right one. */
export interface Operator {
  /** By step id: what is typed at its prompt, once for each time it is asked. */
  readonly says?: Readonly<Record<string, readonly string[]>>;
  /** By the beginning of a question's label: its answer. */
  readonly answers?: Readonly<Record<string, string>>;
  /** By step id: what somebody else does meanwhile, each time its prompt is there and before it is answered. */
  readonly meanwhile?: Readonly<Record<string, () => void>>;
  /** What is typed when a step has failed. */
  readonly onFailure?: (step: string) => string;
}

export interface Walked {
  readonly exitCode: number;
  /** Everything that was shown, with white space folded: a terminal breaks lines where it likes. */
  readonly screen: string;
}

/**
 * Runs the program at a terminal and answers its prompts as a person would who reads them: ticks items, runs
 * steps, approves as somebody else. Ends the input where nothing is to be said at a step.
 */
export function walkRunbook(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly operator?: Operator },
): Promise<Walked> {
  const child = spawn(process.execPath, [programPath, ...args, '--plain'], {
    cols: 160,
    rows: 50,
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  let raw = '';
  let answered = 0;
  const asked = new Map<string, number>();
  child.onData((chunk) => {
    raw += chunk;
    const fresh = plainText(raw.slice(answered));
    const prompt = fresh.slice(fresh.lastIndexOf('\n') + 1);
    if (!isPrompt(prompt, options.operator ?? {})) return;
    answered = raw.length;
    const reply = replyTo(fresh, asked, options.operator ?? {});
    child.write(reply === undefined ? '\x04' : `${reply}\r`);
  });
  return new Promise((resolve) => {
    child.onExit(({ exitCode }) => resolve({ exitCode, screen: plainText(raw).replaceAll(/\s+/g, ' ') }));
  });
}

function plainText(raw: string): string {
  return stripVTControlCharacters(raw).replaceAll('\r\n', '\n');
}

/** What is shown in pieces may end in anything: only what the program asks is a prompt. */
function isPrompt(line: string, operator: Operator): boolean {
  return (
    /^(?:production|staging) \S+ .*\S+> $/.test(line) || replyToQuestion(line.trim(), operator) !== undefined
  );
}

function replyTo(fresh: string, asked: Map<string, number>, operator: Operator): string | undefined {
  const lines = fresh.split('\n');
  const prompt = lines.at(-1) ?? '';
  const step = /(\S+)> $/.exec(prompt)?.[1];
  if (step === undefined) return replyToQuestion(prompt.trim(), operator);
  const times = asked.get(step) ?? 0;
  asked.set(step, times + 1);
  operator.meanwhile?.[step]?.();
  const said = operator.says?.[step]?.[times];
  // The invitation may take more than one line.
  const invitation = lines
    .slice(-4, -1)
    .findLast((line) => /^ {2}(?:yes|Enter|approve|retry|type)/.test(line));
  return said ?? usualReply(invitation?.trim() ?? '', step, operator);
}

function replyToQuestion(question: string, operator: Operator): string | undefined {
  const confirmed = /to confirm \((.+)\):$/.exec(question) ?? /Type (\S+) to go on:$/.exec(question);
  if (confirmed?.[1] !== undefined) return confirmed[1];
  const known = { ...usualAnswers, ...operator.answers };
  return Object.entries(known).find(([label]) => question.startsWith(label))?.[1];
}

function usualReply(invitation: string, step: string, operator: Operator): string | undefined {
  if (invitation.startsWith('yes')) return 'yes';
  if (invitation.startsWith('Enter')) return '';
  if (invitation.startsWith('approve')) return 'approve "Somebody Else" looks right';
  if (invitation.startsWith('retry')) return operator.onFailure?.(step);
  // The first choice is the one that the runbook's author puts first.
  if (invitation.startsWith('type one of: ')) return /^type one of: ([^,\s]+)/.exec(invitation)?.[1];
  return undefined;
}
