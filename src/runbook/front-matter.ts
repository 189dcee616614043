import { validRange } from 'semver';
import * as z from 'zod';
import type { Diagnostic } from './diagnostic.ts';
import { runbookIdSchema } from './ids.ts';
import { interpreted } from './interpreted.ts';
import type { Runbook } from './model.ts';
import { parametersSchema, toParameters } from './parameters.ts';
import type { SourceText } from './source-text.ts';
import { flag, line } from './written.ts';
import { readYamlMapping } from './yaml/read-mapping.ts';
import { zodDiagnostics } from './yaml/zod-diagnostics.ts';

const versionRange = z
  .string()
  .refine((text) => validRange(text) !== null, { error: 'must be a range of versions such as ">=1.28"' });

/** The keys of a runbook's front matter, every scalar as it is written. */
export const frontMatterSchema = z.strictObject({
  id: runbookIdSchema.optional(),
  title: line.optional(),
  description: z.string().optional(),
  owner: line.optional(),
  version: line.optional(),
  history: z.array(z.strictObject({ version: line, date: line, changes: z.string() })).optional(),
  tags: z.array(line).optional(),
  environments: z.array(line).optional(),
  parameters: parametersSchema.optional(),
  requires: z
    .strictObject({ tools: z.record(line, versionRange).optional(), cluster: flag.optional() })
    .optional(),
});

/** What front matter says of a runbook; the rest comes from the file itself. */
export type FrontMatter = Pick<
  Runbook,
  'tags' | 'environments' | 'history' | 'parameters' | 'requires' | 'description' | 'owner' | 'version'
> & { readonly id: string | undefined; readonly title: string | undefined };

export const noFrontMatter: FrontMatter = {
  id: undefined,
  title: undefined,
  tags: [],
  environments: [],
  history: [],
  parameters: [],
  requires: { tools: {}, cluster: false },
};

/** Reads the YAML between the two lines of `---`. */
export function parseFrontMatter(
  source: SourceText,
  start: number,
  end: number,
): { readonly frontMatter: FrontMatter | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const text = source.text.slice(start, end);
  const { mapping, diagnostics } = readYamlMapping({ source, text, offset: start, scalars: 'text' });
  if (mapping === undefined) return { frontMatter: undefined, diagnostics };
  const parsed = frontMatterSchema.safeParse(mapping.value, interpreted);
  if (!parsed.success) {
    const problems = zodDiagnostics(mapping, parsed.error, { schema: frontMatterSchema });
    return { frontMatter: undefined, diagnostics: [...diagnostics, ...problems] };
  }
  const { parameters, problems } = toParameters(parsed.data.parameters ?? {}, mapping);
  return { frontMatter: toFrontMatter(parsed.data, parameters), diagnostics: [...diagnostics, ...problems] };
}

function toFrontMatter(
  data: z.infer<typeof frontMatterSchema>,
  parameters: Runbook['parameters'],
): FrontMatter {
  const { description, owner, version } = data;
  return {
    id: data.id,
    title: data.title,
    tags: data.tags ?? [],
    environments: data.environments ?? [],
    history: data.history ?? [],
    parameters,
    requires: { tools: data.requires?.tools ?? {}, cluster: data.requires?.cluster ?? false },
    ...(description === undefined ? {} : { description }),
    ...(owner === undefined ? {} : { owner }),
    ...(version === undefined ? {} : { version }),
  };
}
