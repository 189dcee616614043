import { canonicalDigest } from '../canonical-digest.ts';
import { type CommonKeys, commonKeyNames, commonKeysSchema, splitKeys, toOptions } from '../common-keys.ts';
import { type Diagnostic, errorAt } from '../diagnostic.ts';
import { interpreted } from '../interpreted.ts';
import { blankQuoteMarks } from '../markdown/quote-marks.ts';
import type { Step } from '../model.ts';
import type { SourceText } from '../source-text.ts';
import type { StepShape, StepShapes } from '../step-shape.ts';
import { suggestion } from '../suggest.ts';
import { readYamlMapping, type YamlMapping } from '../yaml/read-mapping.ts';
import { zodDiagnostics } from '../yaml/zod-diagnostics.ts';
import type { StepBlock } from './pair-annotations.ts';

/** A step without what depends on its place in the file: id, title, headings and prose. */
export interface StepDraft {
  readonly block: StepBlock;
  readonly shape: StepShape;
  readonly keys: CommonKeys;
  readonly options: Step['options'];
  readonly config: Step['config'];
  readonly body: string;
  readonly annotated: boolean;
  readonly digest: string;
  readonly idSpan: Diagnostic['span'];
}

/** Checks one block against its kind. */
export function draftStep(
  source: SourceText,
  block: StepBlock,
  shapes: StepShapes,
): { readonly draft: StepDraft | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const unclosed = findUnclosed(source, block);
  if (unclosed !== undefined) return { draft: undefined, diagnostics: [unclosed] };
  const reading = readStepMapping(source, block);
  const { mapping, diagnostics } = reading;
  if (mapping === undefined && diagnostics.length > 0) return { draft: undefined, diagnostics };
  const shape = findShape(source, block, mapping, shapes);
  if ('code' in shape) return { draft: undefined, diagnostics: [...diagnostics, shape] };
  const checked = checkKeys(source, block, mapping, shape);
  return { draft: checked.draft, diagnostics: [...diagnostics, ...checked.diagnostics] };
}

/** The mapping that a step carries, in its comment or its fence. Undefined: it carries none. */
export function readStepMapping(
  source: SourceText,
  step: StepBlock,
): { readonly mapping: YamlMapping | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { block, comment } = step;
  if (step.type === 'yaml' && comment !== undefined) {
    const span = source.span(comment.start, comment.end);
    const message = 'A `yaml step` fence takes no step comment.';
    const hint = 'Put the keys into the fence';
    return { mapping: undefined, diagnostics: [errorAt(span, 'parse/duplicate-annotation', message, hint)] };
  }
  const fence = step.type === 'yaml' && block.type === 'fence' ? block.content : undefined;
  const stretch = comment?.yaml ?? fence;
  if (stretch === undefined) return { mapping: undefined, diagnostics: [] };
  // The break before the text makes quote marks at its very start count as those of a further line.
  const text = blankQuoteMarks(`\n${source.text.slice(stretch.start, stretch.end)}`, block.quotes).slice(1);
  return readYamlMapping({ source, text, offset: stretch.start, scalars: 'typed' });
}

function findUnclosed(source: SourceText, { block, comment }: StepBlock): Diagnostic | undefined {
  if (comment !== undefined && !comment.closed) {
    const span = source.span(comment.start, comment.start + 4);
    return errorAt(
      span,
      'parse/unclosed-comment',
      'This step comment is never closed.',
      'Close it with `-->`',
    );
  }
  if (block.type !== 'fence' || block.closed) return undefined;
  const span = source.span(block.start, block.start + 3);
  return errorAt(span, 'parse/unclosed-fence', 'This fence is never closed.', 'Close it with a line of ```');
}

function findShape(
  source: SourceText,
  step: StepBlock,
  mapping: YamlMapping | undefined,
  shapes: StepShapes,
): StepShape | Diagnostic {
  const written = mapping?.value['kind'];
  const refuse = (code: Diagnostic['code'], message: string, hint?: string): Diagnostic =>
    errorAt(
      mapping?.valueSpan(['kind']) ?? source.span(step.block.start, step.block.end),
      code,
      message,
      hint,
    );
  if (step.type === 'yaml' && written === undefined) {
    const kinds = [...shapes.values()]
      .filter(({ blocks }) => blocks.includes('yaml'))
      .map(({ kind }) => kind);
    return refuse('parse/missing-key', 'The key `kind` is missing.', `Kinds: ${kinds.join(', ')}`);
  }
  const kind = typeof written === 'string' ? written : step.type === 'item' ? 'checklist' : 'command';
  const shape = written === undefined || typeof written === 'string' ? shapes.get(kind) : undefined;
  if (shape === undefined) {
    const name = typeof written === 'string' ? written : JSON.stringify(written ?? kind);
    const message = `There is no kind of step \`${name}\`.`;
    return refuse('parse/unknown-kind', message, suggestion(name, [...shapes.keys()]));
  }
  if (shape.blocks.includes(step.type)) return shape;
  const fits = shape.blocks.map((type) => blockNames[type]).join(' or ');
  const message = `A step of kind \`${kind}\` can't be written in ${blockNames[step.type]}.`;
  return refuse('parse/kind-block', message, `Write it in ${fits}`);
}

const blockNames = { item: 'a `- [ ]` item', shell: 'a shell fence', yaml: 'a `yaml step` fence' } as const;

function checkKeys(
  source: SourceText,
  step: StepBlock,
  mapping: YamlMapping | undefined,
  shape: StepShape,
): { readonly draft: StepDraft | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { common, own } = splitKeys(mapping?.value ?? {});
  const body = bodyOf(step);
  const blockSpan = source.span(step.block.start, step.block.end);
  const keys = commonKeysSchema.safeParse(common, interpreted);
  const config = shape.schema.safeParse(own, interpreted);
  const place = mapping ?? withoutMapping(blockSpan);
  const diagnostics = [
    ...(keys.success ? [] : zodDiagnostics(place, keys.error, { schema: commonKeysSchema })),
    ...(config.success
      ? []
      : zodDiagnostics(place, config.error, { schema: shape.schema, otherKeys: commonKeyNames })),
    ...(config.success ? checkShape(shape, own, body, place) : []),
  ];
  if (!keys.success || diagnostics.length > 0) return { draft: undefined, diagnostics };
  const options = toOptions(keys.data);
  const digest = canonicalDigest({ kind: shape.kind, options, config: own, body });
  const idSpan = mapping?.value['id'] === undefined ? blockSpan : mapping.valueSpan(['id']);
  const annotated = mapping !== undefined;
  return {
    draft: { block: step, shape, keys: keys.data, options, config: own, body, annotated, digest, idSpan },
    diagnostics: [],
  };
}

function checkShape(
  shape: StepShape,
  config: Step['config'],
  body: string,
  place: YamlMapping,
): readonly Diagnostic[] {
  return shape
    .check(config, body)
    .map(({ path, message, hint }) => errorAt(place.valueSpan(path), 'parse/invalid-value', message, hint));
}

function bodyOf({ block, type }: StepBlock): string {
  if (block.type === 'item') return block.markdown;
  return type === 'shell' ? block.body : '';
}

function withoutMapping(span: Diagnostic['span']): YamlMapping {
  return { value: {}, span, keySpan: () => span, valueSpan: () => span };
}
