import * as z from 'zod';
import type { RunContext } from '../context.ts';
import { KeptBytes } from '../kept-bytes.ts';
import type { Evidence, Verdict } from '../outcome.ts';
import type { ShellExit } from '../ports/shell.ts';
import { assertText, describeAssertions, outputAssertions, worstOf } from './assertions.ts';
import { type CheckResult, defineCheck } from './define-check.ts';

/** Bytes of each stream that are looked at. */
const limit = 1024 * 1024;

const schema = z.strictObject({
  /** Shell text that only looks; of a verify above a shell block, the block. */
  run: z.string().min(1),
  exit: z.int().min(0).max(255).default(0),
  stdout: outputAssertions.optional(),
  stderr: outputAssertions.optional(),
});

type Args = z.infer<typeof schema>;

/** Runs shell text and holds its exit code and output against what is expected. */
export const command = defineCheck({
  name: 'command',
  summary: 'Runs shell text that only looks, and verifies its exit code and output.',
  mode: 'look',
  needs: [],
  shellText: ['run'],
  schema,
  example: { run: 'kubectl version --client', stdout: { contains: 'Client Version' } },
  describe: (args) => {
    const said = (['stdout', 'stderr'] as const).flatMap((name) =>
      describeAssertions(args[name] ?? {}).map((phrase) => `${name} ${phrase}`),
    );
    return [`exit code ${args.exit}`, ...said].join(', ');
  },
  run: look,
});

async function look(args: Args, context: RunContext): Promise<CheckResult> {
  const kept = { stdout: new KeptBytes(limit), stderr: new KeptBytes(limit) };
  const ended = await context.ports.shell.run({
    script: args.run,
    cwd: context.cwd,
    env: context.env,
    interactive: false,
    signal: context.signal,
    onSpawn: (process) => context.spawned(process),
    onOutput: (stream, chunk) => {
      kept[stream].add(chunk);
      return context.output(stream, chunk);
    },
  });
  const exit = exitEvidence(args, ended);
  // A command that could not do its work says nothing by its output.
  if (exit.result === 'error') return { verdict: 'error', summary: exit.observed, evidence: [exit] };
  const evidence = (['stdout', 'stderr'] as const).flatMap((what) =>
    assertText({ check: 'command', what, ...kept[what].seen() }, args[what] ?? {}),
  );
  const rows: [Evidence, ...Evidence[]] = [exit, ...evidence];
  const bad = rows.find(({ result }) => result !== 'pass');
  const summary =
    bad === undefined ? exit.observed : `${bad.what}: expected ${bad.expected}, observed ${bad.observed}`;
  return { verdict: worstOf(rows), summary, evidence: rows };
}

function exitEvidence({ exit: wanted }: Args, ended: ShellExit): Evidence {
  const { verdict, observed } = readExit(wanted, ended);
  return {
    check: 'command',
    result: verdict,
    what: 'exit code',
    expected: `exit code ${wanted}`,
    observed,
    ...(verdict === 'pass' ? {} : { next: 'Read its output' }),
  };
}

function readExit(wanted: number, { exit, stopped }: ShellExit): { verdict: Verdict; observed: string } {
  if (stopped !== undefined) return { verdict: 'error', observed: `stopped (${stopped}) before it answered` };
  if (exit.code === wanted) return { verdict: 'pass', observed: `exit code ${exit.code}` };
  if (exit.code === 127) return { verdict: 'error', observed: 'exit code 127: a command was not found' };
  if (exit.code === 126) return { verdict: 'error', observed: 'exit code 126: a command could not be run' };
  if (exit.code === undefined) return { verdict: 'error', observed: `ended by ${exit.signal ?? 'a signal'}` };
  return { verdict: 'fail', observed: `exit code ${exit.code}` };
}
