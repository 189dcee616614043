import type { Runbook, Step } from '../model.ts';
import { readBlocks } from '../markdown/blocks.ts';
import { sourceText, type SourceText } from '../source-text.ts';
import { readStepMapping } from '../step-blocks/build-step.ts';
import { pairAnnotations } from '../step-blocks/pair-annotations.ts';
import type { YamlMapping } from '../yaml/read-mapping.ts';
import type { LintContext, LintSubject, Script } from './lint-rule.ts';
import { readCommands } from './shell/commands.ts';

/**
 * Prepares a runbook for the rules. The model keeps no positions of single keys, so that the file is
 * read again for them, and only where a rule has found something to point at.
 */
export function lintSubject(runbook: Runbook, context: LintContext): LintSubject {
  const source = sourceText(runbook.path, runbook.text);
  const mappingOf = mappingsOf(source);
  return {
    runbook,
    context,
    scripts: runbook.steps.flatMap((step) => readScript(source, step, context)),
    valueSpan: (step, path) => mappingOf(step)?.valueSpan(path) ?? step.span,
    keySpan: (step, path) => mappingOf(step)?.keySpan(path) ?? step.span,
  };
}

function mappingsOf(source: SourceText): (step: Step) => YamlMapping | undefined {
  let mappings: ReadonlyMap<number, YamlMapping> | undefined;
  return (step) => {
    mappings ??= readMappings(source);
    return mappings.get(step.span.start.offset);
  };
}

function readMappings(source: SourceText): ReadonlyMap<number, YamlMapping> {
  const { steps } = pairAnnotations(source, readBlocks(source.text));
  return new Map(
    steps.flatMap((step) => {
      const { mapping } = readStepMapping(source, step);
      return mapping === undefined ? [] : [[step.block.start, mapping] as const];
    }),
  );
}

function readScript(source: SourceText, step: Step, context: LintContext): readonly Script[] {
  const blocks = context.shapes.get(step.kind)?.blocks ?? [];
  if (step.body === '' || !blocks.includes('shell')) return [];
  const offsets = bodyOffsets(source, step);
  const inFile = (offset: number): number => {
    const line = step.body.slice(0, offset).split('\n').length - 1;
    const column = offset - (step.body.lastIndexOf('\n', offset - 1) + 1);
    return (offsets[line] ?? step.span.start.offset) + column;
  };
  const commands = readCommands(step.body);
  return [{ step, commands, span: (start, end) => source.span(inFile(start), inFile(end)) }];
}

/** Where each line of a fence's body begins in the file: what stands before it is a list's or a quote's. */
function bodyOffsets(source: SourceText, step: Step): readonly number[] {
  let at = step.span.start.offset;
  const block = source.text.slice(at, step.span.end.offset);
  const starts = block.split(/(?<=\r\n|\n|\r(?!\n))/).map((line) => {
    const start = at;
    at += line.length;
    return { start, text: line.replace(/[\r\n]+$/, '') };
  });
  return step.body.split('\n').map((text, index) => {
    const line = starts[index + 1];
    if (line === undefined) return at;
    return line.start + (line.text.endsWith(text) ? line.text.length - text.length : 0);
  });
}
