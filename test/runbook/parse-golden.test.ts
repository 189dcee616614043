import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/problem/problem.ts';
import type { Diagnostic } from '../../src/runbook/diagnostic.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { expectGolden } from '../fixtures/golden.ts';
import { fakeShapes } from '../fixtures/step-shapes.ts';

const folder = new URL('../fixtures/runbook/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

describe('parseRunbook on the golden files', () => {
  it.each(files)('%s', (name) => {
    const bytes = readFileSync(new URL(name, folder));
    const { runbook, problems } = parseRunbook({ path: name, bytes }, fakeShapes);
    const text = bytes.toString();
    const told = problems.map((problem) => tell(problem, text));
    // The text is the file itself, and positions are told by what they cover.
    const { text: _text, ...model } = runbook ?? { text: '' };
    const shown = JSON.stringify(
      { runbook: runbook === undefined ? null : model, problems: told },
      withSpanText(text),
      2,
    );
    expectGolden(new URL(name.replace(/\.md$/, '.json'), folder), `${shown}\n`);
    expect(runbook === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
  });
});

function tell({ severity, code, message, hint, span }: Diagnostic, text: string): readonly string[] {
  const covered = text.slice(span.start.offset, span.end.offset);
  return [`${span.start.line}:${span.start.column} ${severity} ${code}`, message, hint ?? '', covered];
}

function withSpanText(text: string): (key: string, value: unknown) => unknown {
  return (_key, value) => {
    if (!isSpan(value)) return value;
    return `${value.start.line}:${value.start.column} ${text.slice(value.start.offset, value.end.offset)}`;
  };
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'file' in value && 'start' in value && 'end' in value;
}
