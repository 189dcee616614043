import * as z from 'zod';
import { runbookTestSchema } from '../../rehearsal/runbook-test/schema.ts';
import { scenarioSchema } from '../../rehearsal/scenario/schema.ts';
import { commonKeysSchema } from '../../runbook/common-keys.ts';
import { frontMatterSchema } from '../../runbook/front-matter.ts';
import { inventorySchema } from '../../runbook/inventory-schema.ts';
import { suggestion } from '../../runbook/suggest.ts';
import { recordSchema } from '../../session/log/schema/record-schema.ts';
import type { StepKind } from '../../steps/define-step.ts';
import { stepKinds } from '../../steps/registry.ts';
import { exitCode } from '../exit-codes.ts';
import { type Io, print } from '../io.ts';
import { reportProblems } from '../report-problems.ts';

export interface SchemaOptions {
  /** Name of a step kind. */
  readonly step?: string;
  readonly frontMatter?: true;
  readonly platform?: true;
  readonly scenario?: true;
  readonly test?: true;
  readonly events?: true;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** `schema`: JSON Schema (draft 2020-12) of what people write, or of what the log holds. Gives 2 for an unknown kind. */
export async function schemaCommand(io: Io, options: SchemaOptions): Promise<number> {
  const { step } = options;
  if (step !== undefined && !stepKinds.has(step)) {
    const hint = suggestion(step, [...stepKinds.keys()]);
    const message = `There is no step kind ${JSON.stringify(step)}.`;
    const problem = { code: 'parse/unknown-kind', message, ...(hint === undefined ? {} : { hint }) } as const;
    await reportProblems(io, [problem]);
    return exitCode('usage');
  }
  await print(io.stdout, `${JSON.stringify(wanted(options), undefined, 2)}\n`);
  return exitCode('completed');
}

function wanted({ step, frontMatter, platform, scenario, test, events }: SchemaOptions): JsonSchema {
  const kind = step === undefined ? undefined : stepKinds.get(step);
  if (kind !== undefined) return stepSchema(kind);
  if (frontMatter === true) return titled('Front matter of a runbook', written(frontMatterSchema));
  if (platform === true) return titled('platform.yaml', written(inventorySchema));
  if (scenario === true) return titled('A scenario', written(scenarioSchema));
  if (test === true) return titled('The tests of a runbook', written(runbookTestSchema));
  if (events === true) return recordSchema();
  return everything();
}

/** As authors write it: before defaults are filled in. Rules that JSON Schema can't say are left to `lint`. */
function written(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function titled(title: string, schema: JsonSchema): JsonSchema {
  return { title, ...schema };
}

/** A step's mapping: the keys of any step and those of its kind, and no others. */
function stepSchema(kind: StepKind): JsonSchema {
  const keys = z.strictObject({ ...commonKeysSchema.shape, ...kind.schema.shape });
  return { title: `Step: ${kind.kind}`, description: kind.summary, ...withKind(written(keys), kind) };
}

function withKind(schema: JsonSchema, kind: StepKind): JsonSchema {
  const { properties } = schema;
  const named = { ...(typeof properties === 'object' ? properties : {}), kind: { const: kind.kind } };
  return { ...schema, properties: named };
}

function everything(): JsonSchema {
  const steps = Object.fromEntries([...stepKinds].map(([name, kind]) => [name, stepSchema(kind)]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What is written in runbooks, their tests, platform.yaml and scenarios',
    $defs: {
      frontMatter: written(frontMatterSchema),
      platform: written(inventorySchema),
      scenario: written(scenarioSchema),
      test: written(runbookTestSchema),
      steps,
    },
  };
}
