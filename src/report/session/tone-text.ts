import type { TextStyle } from '../text/style.ts';
import type { Tone } from './timeline-entry.ts';

/** What stands before a text of this tone: never is it told by colour alone. */
export const markOf: Readonly<Record<Tone, string>> = { good: '', bad: '✗ ', warning: '! ', plain: '' };

/** The text in the colour of its tone. */
export function paintTone(tone: Tone, text: string, style: TextStyle): string {
  switch (tone) {
    case 'good':
      return style.paint('green', text);
    case 'bad':
      return style.paint('red', text);
    case 'warning':
      return style.paint('yellow', text);
    case 'plain':
      return text;
  }
}
