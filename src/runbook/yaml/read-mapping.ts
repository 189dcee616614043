import type { Span } from '../../problem/problem.ts';
import { errorAt } from '../diagnostic.ts';
import type { Place } from './event-places.ts';
import { readFully } from './full-yaml.ts';
import { type PlainYaml, readPlainYaml } from './plain-yaml.ts';
import type { YamlBlock, YamlMapping, YamlReading } from './yaml-mapping.ts';

export type { YamlBlock, YamlMapping, YamlPath, YamlReading } from './yaml-mapping.ts';

const maxCharacters = 256 * 1024;

/**
 * Reads one mapping. Bounded: size, depth, and nodes after aliases are followed. Duplicate keys, tags
 * and keys that would reach an object's prototype are errors. Empty text is an empty mapping.
 */
export function readYamlMapping(block: YamlBlock): YamlReading {
  const { source, text, offset } = block;
  const lead = text.length - text.trimStart().length;
  const whole = source.span(offset + Math.min(lead, text.trimEnd().length), offset + text.trimEnd().length);
  if (text.length > maxCharacters) {
    const message = `This YAML has ${text.length} characters; ${maxCharacters} is the most.`;
    return { mapping: undefined, diagnostics: [errorAt(whole, 'parse/yaml-too-large', message)] };
  }
  const plain = readPlainYaml(text, block.scalars);
  return plain === undefined ? readFully(block, whole) : fromPlain(block, whole, plain);
}

/** A mapping that was read at once; the full reader is asked only for positions that it alone knows. */
function fromPlain(block: YamlBlock, whole: Span, plain: PlainYaml): YamlReading {
  const { source, offset } = block;
  let full: YamlMapping | undefined;
  const spanOf = (place: Place | undefined, otherwise: (mapping: YamlMapping) => Span): Span => {
    if (place !== undefined) return source.span(offset + place.start, offset + place.end);
    full ??= readFully(block, whole).mapping;
    return full === undefined ? whole : otherwise(full);
  };
  return {
    mapping: {
      value: plain.value,
      span: whole,
      keySpan: (path) => spanOf(plain.keyPlace(path), (mapping) => mapping.keySpan(path)),
      valueSpan: (path) => spanOf(plain.valuePlace(path), (mapping) => mapping.valueSpan(path)),
    },
    diagnostics: [],
  };
}
