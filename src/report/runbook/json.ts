import type { Runbook } from '../../runbook/model.ts';
import { parameterAsJson } from './describe-parameter.ts';

/** A runbook as one JSON object, without the text of its file. */
export function runbookAsJson(runbook: Runbook): string {
  const { text: _text, epilogue: _epilogue, parameters, steps, ...rest } = runbook;
  const json = {
    ...rest,
    parameters: parameters.map(parameterAsJson),
    steps: steps.map(({ id, kind, title, headings, options, span, digest }) => ({
      id,
      kind,
      title,
      headings,
      options,
      line: span.start.line,
      digest,
    })),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
