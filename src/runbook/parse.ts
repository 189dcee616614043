import { basename } from 'node:path';
import { sha256 } from './canonical-digest.ts';
import { type Diagnostic, errorAt, hasError, inFileOrder } from './diagnostic.ts';
import { type FrontMatter, noFrontMatter, parseFrontMatter } from './front-matter.ts';
import { findFrontMatterFault } from './front-matter-fault.ts';
import { toId } from './ids.ts';
import { type Block, readBlocks } from './markdown/blocks.ts';
import { tooDeeplyNested } from './markdown/nesting.ts';
import type { Runbook } from './model.ts';
import { decodeSource, type SourceFile, type SourceText } from './source-text.ts';
import type { StepShapes } from './step-shape.ts';
import { draftStep } from './step-blocks/build-step.ts';
import { pairAnnotations } from './step-blocks/pair-annotations.ts';
import { placeSteps } from './step-blocks/place-steps.ts';

export type { Diagnostic } from './diagnostic.ts';
export type { SourceFile } from './source-text.ts';

/** What came of a file: `runbook` is undefined exactly when a problem is an error. */
export interface ParsedRunbook {
  readonly runbook: Runbook | undefined;
  /** All of them, in the order of the file. */
  readonly problems: readonly Diagnostic[];
}

const maxSteps = 1000;

/**
 * Reads a runbook from the bytes of its file. It throws for no bytes whatever, and its time is bounded:
 * size, lines, nesting, steps and YAML are limited before they are parsed.
 */
export function parseRunbook(file: SourceFile, shapes: StepShapes): ParsedRunbook {
  const decoded = decodeSource(file);
  if (!decoded.ok) return { runbook: undefined, problems: decoded.problems };
  const source = decoded.value;
  const deep = tooDeeplyNested(source.text);
  if (deep !== undefined) {
    const message = 'Quotes or lists are nested too deeply here.';
    const problems = [errorAt(source.span(deep, deep + 1), 'parse/too-deep', message, 'Use fewer levels')];
    return { runbook: undefined, problems };
  }
  return parseText(source, sha256(source.text), shapes);
}

function parseText(source: SourceText, digest: string, shapes: StepShapes): ParsedRunbook {
  const blocks = readBlocks(source.text);
  const front = readFrontMatter(source, blocks);
  const paired = pairAnnotations(source, blocks);
  const tooMany = findTooMany(source, paired.steps[maxSteps]?.block);
  const drafted = paired.steps.slice(0, maxSteps).map((step) => draftStep(source, step, shapes));
  const placed = placeSteps({
    source,
    blocks,
    steps: paired.steps,
    drafts: drafted.flatMap(({ draft }) => draft ?? []),
    start: front.end,
  });
  const problems = inFileOrder([
    ...front.diagnostics,
    ...paired.diagnostics,
    ...tooMany,
    ...drafted.flatMap(({ diagnostics }) => diagnostics),
    ...placed.diagnostics,
  ]);
  if (hasError(problems) || front.frontMatter === undefined) return { runbook: undefined, problems };
  const { id, title, ...rest } = front.frontMatter;
  const runbook: Runbook = {
    ...rest,
    id: id ?? toId(basename(source.path).replace(/\.[^.]*$/, ''), 'runbook'),
    title: title ?? firstHeading(blocks) ?? basename(source.path),
    steps: placed.steps,
    pasted: front.end === 0 && !placed.steps.some(({ annotated }) => annotated),
    epilogue: placed.epilogue,
    path: source.path,
    text: source.text,
    sha256: digest,
  };
  return { runbook, problems };
}

function readFrontMatter(
  source: SourceText,
  blocks: readonly Block[],
): {
  readonly frontMatter: FrontMatter | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly end: number;
} {
  const [first] = blocks;
  if (first?.type !== 'front-matter') {
    return { frontMatter: noFrontMatter, diagnostics: findFrontMatterFault(source), end: 0 };
  }
  return { ...parseFrontMatter(source, first.yaml.start, first.yaml.end), end: first.end };
}

function findTooMany(source: SourceText, block: Block | undefined): readonly Diagnostic[] {
  if (block === undefined) return [];
  const message = `The runbook has more than ${maxSteps} steps.`;
  return [errorAt(source.span(block.start, block.end), 'parse/too-many-steps', message, 'Split it')];
}

function firstHeading(blocks: readonly Block[]): string | undefined {
  return blocks.flatMap((block) => (block.type === 'heading' && block.depth === 1 ? [block.text] : []))[0];
}
