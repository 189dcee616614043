import { visibleText } from '../../../problem/visible-text.ts';
import type { Problem } from '../../../problem/problem.ts';
import { bytesText } from '../rows/lay-out.ts';
import type { OutputScreenOptions } from '../screen-options.ts';
import type { OutputState } from './output-state.ts';

/**
 * Saves the output as it is now. Where a file is already, it only asks: the answer comes as a second call
 * with `replace`. Gives what the screen has to show.
 */
export async function saveOutput(
  { source, save }: Pick<OutputScreenOptions, 'source' | 'save'>,
  { path, replace }: { readonly path: string; readonly replace: boolean },
): Promise<Partial<OutputState>> {
  if (path.trim() === '')
    return { message: { text: 'Nothing was saved: no file was named.', tone: 'plain' } };
  const target = await save.look(path.trim());
  if (target.there === 'refused') return refused(target.problem);
  if (target.there === 'file' && !replace) return { field: { field: 'replace', path: target.path } };
  const failed = await save.write(target.path, source, replace);
  if (failed !== undefined) return refused(failed);
  const text = `Saved ${bytesText(source.size)} to ${visibleText(target.path)}.`;
  return { message: { text, tone: 'good' } };
}

function refused({ message, hint }: Problem): Partial<OutputState> {
  const next = hint === undefined ? '' : ` ${hint}.`;
  return { message: { text: visibleText(`${message}${next}`), tone: 'bad' } };
}
