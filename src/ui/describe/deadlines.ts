import { visibleText } from '../../problem/visible-text.ts';
import type { SessionState } from '../../session/state.ts';

/** A deadline in words: never by colour alone. */
export interface DeadlineWords {
  readonly key: string;
  /** ISO time. */
  readonly at: string;
  /** `respond within 12:31`, `respond over by 3:10`. */
  readonly text: string;
  readonly over: boolean;
}

/** How long there is still until what the session's deadlines are for; oldest first. */
export function deadlineWords(
  { deadlines }: Pick<SessionState, 'deadlines'>,
  now: number,
): readonly DeadlineWords[] {
  return [...deadlines.values()].map(({ key, label, at }) => {
    const left = Date.parse(at) - now;
    const over = left < 0;
    const text = `${visibleText(label)} ${over ? 'over by' : 'within'} ${clockText(Math.abs(left))}`;
    return { key, at, text, over };
  });
}

/** `0:09`, `12:31`, `3:59:59`. A second that has begun counts. */
function clockText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)}:${two(seconds % 60)}`;
  return `${String(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}
