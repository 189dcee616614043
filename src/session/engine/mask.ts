import type { Progress } from '../../steps/context.ts';
import type { Intent } from '../intents.ts';
import type { Redactor } from '../redact/redactor.ts';

/** An intent with what a person typed masked: a token pasted into a reason must not reach the log. */
export function maskIntent(intent: Intent, redactor: Redactor): Intent {
  switch (intent.intent) {
    case 'attest':
    case 'approve':
      return intent.note === undefined ? intent : { ...intent, note: redactor.text(intent.note) };
    case 'hand-over':
      return { ...intent, note: redactor.text(intent.note) };
    case 'note':
      return { ...intent, text: redactor.text(intent.text) };
    case 'skip':
    case 'continue':
    case 'back':
    case 'recover':
    case 'resolve':
    case 'pause':
    case 'abort':
    case 'give-up':
      return { ...intent, reason: redactor.text(intent.reason) };
    case 'hold-found':
      return { ...intent, finding: maskTexts(intent.finding, redactor) };
    case 'hold-release':
      return { ...intent, release: maskTexts(intent.release, redactor) };
    case 'hold-retake':
    case 'advance':
    case 'run':
    case 'answer':
    case 'choose':
    case 'start-from':
      return intent;
  }
}

function maskTexts<T extends { readonly observed: string; readonly next?: string }>(
  texts: T,
  redactor: Redactor,
): T {
  const { observed, next } = texts;
  return {
    ...texts,
    observed: redactor.text(observed),
    ...(next === undefined ? {} : { next: redactor.text(next) }),
  };
}

/** Progress as a front end may show it. */
export function maskProgress({ summary, columns, rows }: Progress, redactor: Redactor): Progress {
  return {
    summary: redactor.text(summary),
    ...(columns === undefined ? {} : { columns }),
    ...(rows === undefined
      ? {}
      : {
          rows: rows.map(({ name, state, cells }) => ({
            name: redactor.text(name),
            state,
            cells: cells.map((cell) => redactor.text(cell)),
          })),
        }),
  };
}
