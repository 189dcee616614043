import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Pair } from 'yaml';
import { errorText, type Span } from '../../problem/problem.ts';
import { type Diagnostic, errorAt } from '../diagnostic.ts';
import { refusedKeys } from './refused-keys.ts';
import type { YamlBlock, YamlPath, YamlReading } from './yaml-mapping.ts';

const maxNodes = 20_000;
const maxDepth = 40;

/** Reads any YAML, tells what is wrong with it, and knows the place of each key and value. `whole`: all of its text. */
export function readFully(block: YamlBlock, whole: Span): YamlReading {
  const { source, text, offset } = block;
  const document = parseSafely(text);
  if (typeof document === 'string') {
    return { mapping: undefined, diagnostics: [errorAt(whole, 'parse/yaml-too-large', document)] };
  }
  const syntax = [...document.errors, ...document.warnings].map(({ pos, message, code }) =>
    errorAt(
      source.span(offset + pos[0], offset + Math.max(pos[1], pos[0] + 1)),
      'parse/yaml',
      `This is not valid YAML: ${message.split('\n')[0] ?? code}`,
      yamlHint(code),
    ),
  );
  if (syntax.length > 0) return { mapping: undefined, diagnostics: syntax };
  return convert(block, document, whole);
}

/** The document, or what went wrong: the composer is recursive, so that very deep nesting ends the stack. */
function parseSafely(text: string): Document.Parsed | string {
  try {
    return parseDocument(text, {
      prettyErrors: false,
      uniqueKeys: false,
      resolveKnownTags: false,
      logLevel: 'silent',
    });
  } catch (thrown) {
    return thrown instanceof RangeError
      ? 'This YAML is nested too deeply.'
      : `This YAML can't be read: ${errorText(thrown)}`;
  }
}

function yamlHint(code: string): string | undefined {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'Indent with spaces';
    case 'MULTIPLE_DOCS':
      return 'Write one mapping only';
    case 'TAG_RESOLVE_FAILED':
      return 'Write the value without a tag';
    case 'BAD_INDENT':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'Write each key on a line of its own with the same indentation, or all of them in { braces }';
    default:
      return undefined;
  }
}

interface Conversion {
  readonly block: YamlBlock;
  readonly document: Document.Parsed;
  readonly diagnostics: Diagnostic[];
  readonly places: Map<string, { readonly key: Span | undefined; readonly value: Span }>;
  nodes: number;
  tooLarge: boolean;
}

function convert(block: YamlBlock, document: Document.Parsed, whole: Span): YamlReading {
  const state: Conversion = {
    block,
    document,
    diagnostics: [],
    places: new Map(),
    nodes: 0,
    tooLarge: false,
  };
  const root = document.contents;
  if (root !== null && !isMap(root) && !(isScalar(root) && root.value === null)) {
    const message = 'A mapping is expected here: `key: value` lines, or { key: value }.';
    return { mapping: undefined, diagnostics: [errorAt(whole, 'parse/yaml-mapping', message)] };
  }
  const value = root === null || !isMap(root) ? {} : mapToObject(state, root.items, [], 0);
  if (state.tooLarge) return { mapping: undefined, diagnostics: state.diagnostics };
  const at = (path: YamlPath, part: 'key' | 'value'): Span => {
    for (let length = path.length; length > 0; length -= 1) {
      const place = state.places.get(placeKey(path.slice(0, length)));
      if (place !== undefined) return part === 'key' ? (place.key ?? place.value) : place.value;
    }
    return whole;
  };
  return {
    mapping: {
      value,
      span: whole,
      keySpan: (path) => at(path, 'key'),
      valueSpan: (path) => at(path, 'value'),
    },
    diagnostics: state.diagnostics,
  };
}

function placeKey(path: YamlPath): string {
  return JSON.stringify(path.map(String));
}

function nodeSpan(state: Conversion, node: unknown, fallback: number): Span {
  const { source, offset } = state.block;
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined;
  if (range === null || range === undefined) return source.span(offset + fallback, offset + fallback);
  return source.span(offset + range[0], offset + range[1]);
}

function refuse(
  state: Conversion,
  node: unknown,
  ...problem: [code: Diagnostic['code'], message: string, hint?: string]
): undefined {
  state.diagnostics.push(errorAt(nodeSpan(state, node, 0), ...problem));
  return undefined;
}

/** Told once: every further node would only say the same. */
function refuseSize(state: Conversion, node: unknown, message: string): undefined {
  if (!state.tooLarge) refuse(state, node, 'parse/yaml-too-large', message);
  state.tooLarge = true;
}

function toValue(state: Conversion, node: unknown, path: YamlPath, depth: number): unknown {
  state.nodes += 1;
  if (state.nodes > maxNodes) {
    return refuseSize(state, node, 'This YAML grows too large when its aliases are followed.');
  }
  if (depth > maxDepth) return refuseSize(state, node, 'This YAML is nested too deeply.');
  if (isAlias(node)) return toValue(state, node.resolve(state.document), path, depth + 1);
  if (hasTag(node)) {
    return refuse(state, node, 'parse/yaml', 'YAML tags are not used here.', 'Write the value without a tag');
  }
  if (isMap(node)) return mapToObject(state, node.items, path, depth);
  if (isSeq(node)) return sequenceToArray(state, node.items, path, depth);
  return isScalar(node) ? scalarValue(state, node.value, node.source) : undefined;
}

function hasTag(node: unknown): node is Node {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.tag !== undefined;
}

function scalarValue(state: Conversion, value: unknown, written: string | undefined): unknown {
  return value === null || state.block.scalars === 'typed' ? value : (written ?? value);
}

function sequenceToArray(
  state: Conversion,
  items: readonly unknown[],
  path: YamlPath,
  depth: number,
): unknown[] {
  return items.map((item, index) => {
    const itemPath = [...path, index];
    state.places.set(placeKey(itemPath), { key: undefined, value: nodeSpan(state, item, 0) });
    return toValue(state, item, itemPath, depth + 1);
  });
}

function mapToObject(
  state: Conversion,
  items: readonly Pair[],
  path: YamlPath,
  depth: number,
): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const pair of items) {
    const name = keyName(state, pair.key);
    if (name === undefined) continue;
    if (Object.hasOwn(object, name)) {
      refuse(
        state,
        pair.key,
        'parse/duplicate-key',
        `The key \`${name}\` is there twice.`,
        'Keep one of them',
      );
      continue;
    }
    const key = nodeSpan(state, pair.key, 0);
    const keyPath = [...path, name];
    const empty = pair.value === null || isUnwritten(pair.value);
    state.places.set(placeKey(keyPath), { key, value: empty ? key : nodeSpan(state, pair.value, 0) });
    object[name] = toValue(state, pair.value, keyPath, depth + 1);
  }
  return object;
}

/** Nothing stands after the colon; two quotes would be something. */
function isUnwritten(node: unknown): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.source === '';
}

function keyName(state: Conversion, key: unknown): string | undefined {
  if (!isScalar(key) || key.value === null) {
    return refuse(state, key, 'parse/yaml', 'A key must be plain text.');
  }
  const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
  if (refusedKeys.has(name))
    return refuse(state, key, 'parse/refused-key', `The key \`${name}\` is not allowed.`);
  return name;
}
