import {
  bell,
  clipboardSequence,
  notificationSequence,
  notificationStyle,
  throughTmux,
  titleSequence,
} from './control-sequences.ts';
import type { FullScreenOptions } from './options.ts';
import { isTmux } from './terminal-traits.ts';

/** What to send so that the operator looks here; empty where the settings opt out. */
export interface AttentionSequences {
  attention(message: string): string;
  title(text: string): string;
  /** Undefined: the text is too long for a terminal to take. */
  copy(text: string): string | undefined;
}

export function attentionSequences({
  env,
  attention,
}: Pick<FullScreenOptions, 'env' | 'attention'>): AttentionSequences {
  const tmux = isTmux(env);
  const style = notificationStyle(env);
  // The Linux console would print what is behind an OSC that it does not know.
  const knowsOsc = env['TERM'] !== 'linux';
  return {
    attention(message) {
      const note = attention.notify && knowsOsc ? notificationSequence(message, style) : '';
      const sent = tmux && note !== '' ? throughTmux(note) : note;
      return `${attention.bell ? bell : ''}${sent}`;
    },
    title: (text) => (attention.title && knowsOsc ? titleSequence(text) : ''),
    copy(text) {
      const sequence = clipboardSequence(text);
      if (sequence === undefined || !knowsOsc) return undefined;
      // tmux takes it for itself, or hands it on, or neither, by two settings of its own.
      return tmux ? `${sequence}${throughTmux(sequence)}` : sequence;
    },
  };
}
