import type { StepStatus } from '../../../session/state.ts';
import type { Tone } from '../timeline-entry.ts';
import { html, type Markup } from './markup.ts';

/** Never by colour alone. */
export const toneMarks: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', warning: '!', plain: '·' };

/** A few words that stand out, with a mark for what they mean. */
export function badge(tone: Tone, words: string): Markup {
  return html`<span class="badge ${tone}"><span aria-hidden="true">${toneMarks[tone]}</span> ${words}</span>`;
}

/** How a step stands: in words, and how that is to be taken. */
export function standing(status: StepStatus): { readonly tone: Tone; readonly word: string } {
  switch (status.status) {
    case 'passed':
      return { tone: 'good', word: status.by === 'person' ? 'done, as a person said' : 'passed' };
    case 'signed':
      return status.signed
        ? { tone: 'good', word: 'signed off' }
        : { tone: 'warning', word: 'signed off, unsigned' };
    case 'answered':
      return { tone: 'good', word: 'answered' };
    case 'failed':
      return { tone: 'bad', word: 'failed' };
    case 'continued':
      return { tone: 'bad', word: 'failed, and the session went on' };
    case 'inconclusive':
      return { tone: 'warning', word: 'could not be told' };
    case 'interrupted':
      return { tone: 'warning', word: 'interrupted' };
    case 'looked':
      return { tone: 'warning', word: 'looked at, not ticked' };
    case 'skipped':
      return { tone: 'warning', word: 'skipped' };
    case 'running':
      return { tone: 'plain', word: 'still running' };
    case 'pending':
      return { tone: 'plain', word: 'to be done again' };
  }
}
