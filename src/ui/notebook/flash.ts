import { unreachable, type Problem } from '../../problem/problem.ts';
import { visibleText } from '../../problem/visible-text.ts';
import { type Line, span } from '../text/line.ts';

/** Something said in one line above the keys, until the next key. */
export type Flash =
  | { readonly flash: 'refused'; readonly why: string; readonly hint?: string }
  | { readonly flash: 'told'; readonly text: string };

export function flashLine(flash: Flash): Line {
  switch (flash.flash) {
    case 'refused':
      return [
        span('✗ ', 'bad'),
        span(visibleText(flash.why), 'bad'),
        ...(flash.hint === undefined ? [] : [span(`  ${visibleText(flash.hint)}`, 'dim')]),
      ];
    case 'told':
      return [span(visibleText(flash.text), 'accent')];
    default:
      return unreachable(flash);
  }
}

/** The engine's refusal, in its own words. */
export function refusedBy(problems: readonly Problem[]): Flash {
  const [first] = problems;
  return {
    flash: 'refused',
    why: problems.map(({ message }) => message).join(' '),
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
  };
}
