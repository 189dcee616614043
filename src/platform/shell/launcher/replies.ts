import { constants } from 'node:os';
import { readyLine } from './launcher-script.ts';

/** How a process ended, as Node tells it. */
export type Ended =
  | { readonly code: number; readonly signal: null }
  | { readonly code: null; readonly signal: string };

export type Reply =
  | { readonly reply: 'ready' }
  | { readonly reply: 'started'; readonly pid: number }
  | ({ readonly reply: 'ended' } & Ended);

/**
 * Reads what a launcher says, in whatever pieces it comes. What bash itself says of a job, between the start of a
 * process and its status, tells whether a signal has ended it.
 */
export class ReplyReader {
  #rest = '';
  #signalled = false;

  read(chunk: string): readonly Reply[] {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.map((line) => this.#reply(line)).filter((reply) => reply !== undefined);
  }

  #reply(line: string): Reply | undefined {
    if (line === readyLine) return { reply: 'ready' };
    const number = Number(line.slice(1));
    if (line.startsWith('@')) {
      this.#signalled = false;
      return { reply: 'started', pid: number };
    }
    if (line.startsWith('=')) return { reply: 'ended', ...endOf(number, this.#signalled) };
    this.#signalled = !exited.test(line);
    return undefined;
  }
}

/** What bash calls a job that ended by itself, in the C locale. */
const exited = /^\[\d+\][+-]?\s+(?:Done|Exit)\b/;

function endOf(status: number, signalled: boolean): Ended {
  const number = signalled ? status - 128 : 0;
  const signal = Object.entries(constants.signals).find(([, each]) => each === number)?.[0];
  return signal === undefined ? { code: status, signal: null } : { code: null, signal };
}
