import { type Diagnostic, errorAt } from '../diagnostic.ts';
import { stepId } from '../ids.ts';
import type { Block } from '../markdown/blocks.ts';
import type { Stretch } from '../markdown/step-comment.ts';
import type { Step } from '../model.ts';
import type { SourceText } from '../source-text.ts';
import type { StepDraft } from './build-step.ts';
import { outline, type Section } from './outline.ts';
import type { StepBlock } from './pair-annotations.ts';

/** Everything a file says about its steps, in its order. `drafts` holds those that are valid. */
export interface StepsOfFile {
  readonly source: SourceText;
  readonly blocks: readonly Block[];
  readonly steps: readonly StepBlock[];
  readonly drafts: readonly StepDraft[];
  /** Where the text after the front matter begins. */
  readonly start: number;
}

/** Gives each step its id, its title, the headings above it and the prose before it. */
export function placeSteps(file: StepsOfFile): {
  readonly steps: readonly Step[];
  readonly epilogue: string;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { source, drafts } = file;
  const sections = outline(file.blocks);
  const untitled = untitledInSection(drafts, sections);
  const ordinals = ordinalsInSection(file.steps, sections);
  const taken = new Set(drafts.flatMap(({ keys }) => keys.id ?? []));
  const cut = file.steps.flatMap(({ comment }) => comment ?? []);
  const steps: Step[] = [];
  let from = file.start;
  for (const draft of drafts) {
    const { block } = draft.block;
    const section = sections.get(block) ?? { headings: [], slug: 'step' };
    const id = draft.keys.id ?? stepId(section.slug, ordinals.get(block) ?? 1, taken);
    taken.add(id);
    steps.push({
      id,
      kind: draft.shape.kind,
      title: draft.keys.title ?? defaultTitle(draft, section, untitled.get(sections.get(block)) === 1),
      headings: section.headings,
      prose: textBetween(source.text, { start: from, end: block.start }, cut),
      options: draft.options,
      config: draft.config,
      body: draft.body,
      annotated: draft.annotated,
      span: source.span(block.start, block.end),
      digest: draft.digest,
    });
    from = block.end;
  }
  const epilogue = textBetween(source.text, { start: from, end: source.text.length }, cut);
  return { steps, epilogue, diagnostics: duplicateIds(drafts) };
}

function ordinalsInSection(
  steps: readonly StepBlock[],
  sections: ReadonlyMap<Block, Section>,
): ReadonlyMap<Block, number> {
  const counts = new Map<Section | undefined, number>();
  const ordinals = new Map<Block, number>();
  for (const { block } of steps) {
    const section = sections.get(block);
    const ordinal = (counts.get(section) ?? 0) + 1;
    counts.set(section, ordinal);
    ordinals.set(block, ordinal);
  }
  return ordinals;
}

/** How many steps of a section would take its heading as their title. */
function untitledInSection(
  drafts: readonly StepDraft[],
  sections: ReadonlyMap<Block, Section>,
): ReadonlyMap<Section | undefined, number> {
  const counts = new Map<Section | undefined, number>();
  for (const { block, keys } of drafts) {
    if (block.block.type === 'item' || keys.title !== undefined) continue;
    const section = sections.get(block.block);
    counts.set(section, (counts.get(section) ?? 0) + 1);
  }
  return counts;
}

/** A heading is the title of the one step below it; several are told apart by what they ask, look at or run. */
function defaultTitle(draft: StepDraft, { headings }: Section, alone: boolean): string {
  const { block } = draft.block;
  const { summary } = draft.shape;
  if (block.type === 'item') return block.plain === '' ? summary : block.plain;
  const heading = headings.at(-1);
  if (heading !== undefined && alone) return heading;
  return firstCommand(draft.shape.about(draft.config) ?? draft.body) ?? heading ?? summary;
}

/** Characters of a title that a step is given here. */
const longest = 72;

/** The first line that is no comment, up to a word where it is long. */
function firstCommand(script: string): string | undefined {
  const lines = script.split('\n').map((text) => text.trim());
  const first = lines.find((text) => text !== '' && !text.startsWith('#'));
  if (first === undefined || first.length <= longest) return first;
  const cut = first.slice(0, longest);
  return `${cut.slice(0, cut.lastIndexOf(' ') > 0 ? cut.lastIndexOf(' ') : longest)} …`;
}

/** The text of a stretch without the step comments in it and without blank lines around it. */
function textBetween(text: string, stretch: Stretch, comments: readonly Stretch[]): string {
  let rest = '';
  let from = stretch.start;
  for (const { start, end } of comments) {
    if (start < from || end > stretch.end) continue;
    rest += text.slice(from, start);
    from = end;
  }
  rest += text.slice(from, Math.max(from, stretch.end));
  return rest
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n[ \t]*\n(?:[ \t]*\n)+/g, '\n\n')
    .trim();
}

function duplicateIds(drafts: readonly StepDraft[]): readonly Diagnostic[] {
  const lines = new Map<string, number>();
  return drafts.flatMap(({ keys, idSpan }) => {
    if (keys.id === undefined) return [];
    const before = lines.get(keys.id);
    lines.set(keys.id, before ?? idSpan.start.line);
    if (before === undefined) return [];
    const message = `The id \`${keys.id}\` is already that of the step on line ${before}.`;
    return [errorAt(idSpan, 'parse/duplicate-id', message, 'Give each step an id of its own')];
  });
}
