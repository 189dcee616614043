import { styleText } from 'node:util';
import type { Diagnostic } from '../../runbook/diagnostic.ts';
import { visible } from './cells.ts';
import { excerpt } from './excerpt.ts';

/** How diagnostics are told to a person. */
export interface TextOptions {
  /** The text of a file that was read, for the excerpts. Undefined: it is shown without one. */
  source(file: string): string | undefined;
  readonly colour: boolean;
  /** Columns that an excerpt may take; 100 where the terminal does not say. */
  readonly width: number;
}

/**
 * Each diagnostic with `file:line:column`, its code, the source line with a caret, and its hint; then
 * one line that counts them. Ends with a line break, or is empty when there are none.
 */
export function diagnosticsAsText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  if (diagnostics.length === 0) return '';
  const parts = diagnostics.map((diagnostic) => oneAsText(diagnostic, options));
  return `${[...parts, countLine(diagnostics)].join('\n\n')}\n`;
}

function oneAsText(diagnostic: Diagnostic, options: TextOptions): string {
  const { span, severity, message, code, hint } = diagnostic;
  const paint = painter(options.colour);
  const place = `${visible(span.file)}:${span.start.line}:${span.start.column}`;
  const label = paint(severity === 'error' ? 'red' : 'yellow', severity);
  const lines = [`${paint('bold', place)}: ${label}: ${visible(message)} ${paint('dim', `[${code}]`)}`];
  const text = options.source(span.file);
  if (text !== undefined) {
    const gutter = String(span.start.line);
    const { line, marks } = excerpt(text, span, Math.max(20, options.width - gutter.length - 5));
    lines.push(
      paint('dim', `  ${gutter} | `) + line,
      paint('dim', `  ${' '.repeat(gutter.length)} | `) +
        paint(severity === 'error' ? 'red' : 'yellow', marks),
    );
  }
  if (hint !== undefined) lines.push(`  hint: ${visible(hint)}`);
  return lines.join('\n');
}

type Style = 'bold' | 'dim' | 'red' | 'yellow';

function painter(colour: boolean): (style: Style, text: string) => string {
  return colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text;
}

function countLine(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
