import type { PreviewContext } from '../context.ts';

/** The session's id; empty where it is not known yet. */
export function sessionOf({ values }: Pick<PreviewContext, 'values'>): string {
  return String(values['session'] ?? '');
}

/**
 * What stands in a description or a comment, so that a session finds its own again: after a lost answer, and when it
 * was killed and resumed.
 */
export function sessionMark(context: Pick<PreviewContext, 'values'>): string {
  return `teei-runbook session ${sessionOf(context)}`;
}

/** True where a text holds the mark of this very session, and not of one whose id only begins like it. */
export function isMarked(text: string | undefined, context: Pick<PreviewContext, 'values'>): boolean {
  const mark = sessionMark(context);
  const at = text?.indexOf(mark) ?? -1;
  return sessionOf(context) !== '' && at >= 0 && !/[\w-]/.test(text?.[at + mark.length] ?? '');
}
