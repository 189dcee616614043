import * as z from 'zod';
import { type Diagnostic, errorAt } from './diagnostic.ts';
import { type Parameter, parameterTypes } from './parameter.ts';
import { compilePattern } from './pattern.ts';
import { valueNameSchema } from './values/names.ts';
import { parseParameterValue } from './values/parse-value.ts';
import { figure, flag } from './written.ts';
import type { YamlMapping } from './yaml/read-mapping.ts';

const text = z.string();
const textOrList = z.union([text, z.array(text).transform((members) => members.join(','))]);

const parameterSchema = z.strictObject({
  type: z.enum(parameterTypes).default('string'),
  description: text.optional(),
  example: textOrList.optional(),
  default: textOrList.optional(),
  optional: flag.default(false),
  values: z.union([z.literal('services'), z.array(text).min(1)]).optional(),
  pattern: text
    .refine((pattern) => compilePattern(pattern) !== undefined, { error: 'must be a pattern in RE2 syntax' })
    .optional(),
  min: figure.optional(),
  max: figure.optional(),
});

/** `parameters:` of the front matter, every scalar as it is written. */
export const parametersSchema = z.record(valueNameSchema, parameterSchema);

type Written = z.infer<typeof parameterSchema>;

/** Parameters in the order of the file, with what does not fit together in their keys. */
export function toParameters(
  written: Readonly<Record<string, Written>>,
  mapping: YamlMapping,
): { readonly parameters: readonly Parameter[]; readonly problems: readonly Diagnostic[] } {
  const parameters = Object.entries(written).map(([name, keys]) => toParameter(name, keys, mapping));
  return { parameters, problems: parameters.flatMap((parameter) => misfits(parameter, mapping)) };
}

function toParameter(name: string, keys: Written, mapping: YamlMapping): Parameter {
  const { description, example, pattern, min, max } = keys;
  return {
    name,
    type: keys.type,
    optional: keys.optional,
    values: keys.values ?? [],
    span: mapping.keySpan(['parameters', name]),
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
    ...(keys.default === undefined ? {} : { default: keys.default }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

const takesValues = new Set(['enum', 'list']);
const takesRange = new Set(['integer', 'number']);

function misfits(parameter: Parameter, mapping: YamlMapping): readonly Diagnostic[] {
  const { name, type, values, min, max } = parameter;
  const at = (key: string, message: string, hint?: string): Diagnostic =>
    errorAt(mapping.valueSpan(['parameters', name, key]), 'parse/invalid-parameter', message, hint);
  const found: Diagnostic[] = [];
  if (type === 'enum' && values.length === 0) {
    found.push(at('type', `\`${name}\` is an enum without values.`, 'Add `values: [a, b]`'));
  }
  if (values.length > 0 && !takesValues.has(type)) {
    found.push(at('values', `\`values\` is for an enum or a list, and \`${name}\` is of type ${type}.`));
  }
  if ((min !== undefined || max !== undefined) && !takesRange.has(type)) {
    const key = min === undefined ? 'max' : 'min';
    found.push(at(key, `\`${key}\` is for an integer or a number, and \`${name}\` is of type ${type}.`));
  }
  if (min !== undefined && max !== undefined && min > max)
    found.push(at('min', `\`min\` of \`${name}\` is above its \`max\`.`));
  return [...found, ...misfitTexts(parameter, at)];
}

type At = (key: string, message: string, hint?: string) => Diagnostic;

/** A default or an example that the parameter itself would refuse. */
function misfitTexts(parameter: Parameter, at: At): readonly Diagnostic[] {
  return (['default', 'example'] as const).flatMap((key) => {
    const written = parameter[key];
    if (written === undefined) return [];
    if (parameter.type === 'secret') {
      return [at(key, `\`${parameter.name}\` is a secret and can't have \`${key}\` in a file.`, 'Remove it')];
    }
    if (parameter.values === 'services') return [];
    const { example: _shown, ...bare } = parameter;
    const result = parseParameterValue(bare, written, { services: [] });
    if (result.ok) return [];
    const rule = result.problems.map(({ message }) => message).join(' ');
    return [at(key, `\`${key}\` does not fit its own parameter: ${rule}`)];
  });
}
