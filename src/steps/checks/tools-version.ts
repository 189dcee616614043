import semver from 'semver';
import * as z from 'zod';
import { errorText } from '../../problem/problem.ts';
import type { RunContext } from '../context.ts';
import type { Evidence, Verdict } from '../outcome.ts';
import { worstOf } from './assertions.ts';
import { defineCheck } from './define-check.ts';
import { toolNamed } from './known-tools.ts';

const timeout = 15_000;
const notInstalled = 'not installed';

const toolName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.+-]*$/, { error: 'must be the name of a program, such as kubectl' });

const range = z.string().refine((text) => semver.validRange(text) !== null, {
  error: 'must be a version range such as ">=1.28" or "*"',
});

const schema = z.strictObject({
  /** Name of a program → the versions that will do; `*`: any, it must only be there. */
  tools: z.record(toolName, range).refine((tools) => Object.keys(tools).length > 0, {
    error: 'must name a tool',
  }),
  /** Those of them that may be absent; where they are there, the version counts. */
  optional: z.array(toolName).default([]),
});

/** Verifies that programs are installed and of a version that will do. */
export const toolsVersion = defineCheck({
  name: 'tools.version',
  summary: 'Verifies that tools are installed in versions that will do.',
  mode: 'look',
  needs: [],
  schema,
  example: { tools: { kubectl: '>=1.28', openssl: '*' } },
  describe: ({ tools }) =>
    Object.entries(tools)
      .map(([name, wanted]) => (wanted === '*' ? `${name} is installed` : `${name} ${wanted}`))
      .join(', '),
  run: async ({ tools, optional }, context) => {
    const looked = await lookAtTools(tools, context);
    const rows = looked.map((row) => (optional.includes(row.what) ? allowAbsent(row) : row));
    const [first, ...rest] = rows;
    if (first === undefined) throw new Error('the schema lets no empty mapping pass');
    const bad = rows.filter(({ result }) => result !== 'pass');
    const summary =
      bad.length === 0
        ? rows.map(({ what, observed }) => `${what} ${observed}`).join(', ')
        : bad
            .map(({ what, expected, observed }) => `${what}: expected ${expected}, observed ${observed}`)
            .join('; ');
    return { verdict: worstOf(rows), summary, evidence: [first, ...rest] };
  },
});

/** An optional tool that is not there is no failure. */
function allowAbsent(row: Evidence): Evidence {
  if (row.observed !== notInstalled) return row;
  const { next: _next, ...others } = row;
  return { ...others, result: 'pass', expected: `${row.expected}, or absent` };
}

/** What asking tools for their versions needs of a run. */
export interface ToolContext extends Pick<RunContext, 'env' | 'cwd'> {
  readonly ports: Pick<RunContext['ports'], 'shell'>;
}

/** One row for each tool, in their order: missing, too old, good, or its version can't be told (an error). */
export function lookAtTools(
  tools: Readonly<Record<string, string>>,
  context: ToolContext,
): Promise<readonly Evidence[]> {
  return Promise.all(Object.entries(tools).map(([name, wanted]) => lookAt(name, wanted, context)));
}

async function lookAt(name: string, wanted: string, { env, cwd, ports }: ToolContext): Promise<Evidence> {
  const tool = toolNamed(name);
  const row = (result: Verdict, observed: string, next?: string): Evidence => ({
    check: 'tools.version',
    result,
    what: name,
    expected: wanted === '*' ? 'installed' : wanted,
    observed,
    ...(next === undefined ? {} : { next }),
  });
  try {
    const told = await ports.shell.probe([name, ...tool.args], { env, cwd, timeout });
    if (told === 'not-found') return row('fail', notInstalled, `Install ${name}, or add its folder to PATH`);
    const version = tool.version?.exec(`${told.stdout}\n${told.stderr}`)?.[1];
    if (wanted === '*') return row('pass', version ?? 'installed');
    const parsed = semver.parse(version) ?? semver.coerce(version);
    if (version === undefined || parsed === null)
      return row('error', 'its version can’t be told', `Run ${name} by hand`);
    const good = semver.satisfies(parsed, wanted, { includePrerelease: true });
    return good ? row('pass', version) : row('fail', version, `Install ${name} ${wanted}`);
  } catch (error) {
    return row('error', `it can’t be run: ${errorText(error)}`, `Run ${name} by hand`);
  }
}
