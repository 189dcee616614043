import * as z from 'zod';
import { problem } from '../../problem/problem.ts';
import type { RunContext, ShellContext } from '../context.ts';
import { defineStep, type TypedStep } from '../define-step.ts';
import type { Evidence, Outcome, StopCause } from '../outcome.ts';
import type { ShellExit, ShellSetup } from '../ports/shell.ts';
import { endsOnlyByHand } from '../shell-text/follows.ts';

const schema = z.strictObject({
  /** `read` only looks. The careful default is `change`. */
  effect: z.enum(['read', 'change']).default('change'),
  /** Takes the terminal over (an editor, kubectl exec -it). What it shows there is recorded by script(1). */
  interactive: z.boolean().default(false),
  /** Runs until the operator stops it, which is no failure. Seen by itself for `-w`, `--watch` and `-f` of kubectl. */
  watch: z.boolean().optional(),
  /** What it changes, in words. */
  changes: z.union([z.string(), z.array(z.string())]).optional(),
  /** How it is undone, in words. */
  undo: z.string().optional(),
  /** Exit code that counts as success. */
  exit: z.int().min(0).max(255).default(0),
});

type Config = z.infer<typeof schema>;

/** A shell fence: bash text in its own process group. */
export const command = defineStep({
  kind: 'command',
  summary: 'Shell text, run by bash with -euo pipefail in its own process group.',
  blocks: ['shell'],
  schema,
  example: `# Command

<!-- step: { id: look, effect: read } -->
\`\`\`bash
echo "nothing is changed by this"
\`\`\`
`,
  effect: ({ effect }) => effect,
  preview: ({ step, config }) => ({
    ...(config.interactive ? { action: 'takes the terminal over until it ends' } : {}),
    command: step.body,
    changes: changesOf(config),
    verifies: [`exit code ${config.exit}`],
    ...(config.undo === undefined ? {} : { undo: config.undo }),
    facts: watches(config, step.body) ? [{ label: 'ends', value: 'when you stop it' }] : [],
  }),
  run: runCommand,
  shell: shellOf,
});

function changesOf({ effect, changes }: Config): readonly string[] {
  if (changes !== undefined) return typeof changes === 'string' ? [changes] : changes;
  return effect === 'change' ? ['whatever the command changes'] : [];
}

function watches(config: Config, body: string): boolean {
  return config.watch ?? endsOnlyByHand(body);
}

function shellOf({ step, config }: TypedStep<Config>, { cwd, env, carry }: ShellContext): ShellSetup {
  return {
    script: step.body,
    cwd,
    env,
    interactive: config.interactive,
    ...(carry === undefined ? {} : { carry }),
  };
}

async function runCommand(typed: TypedStep<Config>, context: RunContext): Promise<Outcome> {
  const { step, config } = typed;
  const ended = await context.ports.shell.run({
    ...shellOf(typed, context),
    signal: context.signal,
    onSpawn: (process) => context.spawned(process),
    onOutput: (stream, chunk) => context.output(stream, chunk),
    next: () => context.nextShell(),
  });
  return outcome(ended, config, watches(config, step.body));
}

/** Why a command was stopped, for people. */
const stopWords = {
  operator: 'stopped by the operator',
  timeout: 'stopped after its timeout',
  shutdown: 'stopped as the program ended',
} as const satisfies Record<StopCause, string>;

function outcome(ended: ShellExit, config: Config, watch: boolean): Outcome {
  const { exit, stopped, recording } = ended;
  const observed = exit.signal === undefined ? `exit code ${exit.code}` : `ended by ${exit.signal}`;
  const passed = stopped === undefined ? exit.code === config.exit : watch && stopped === 'operator';
  const evidence: Evidence = {
    check: 'command',
    result: passed ? 'pass' : 'fail',
    what: 'exit code',
    expected: `exit code ${config.exit}`,
    observed: stopped === undefined ? observed : `${stopWords[stopped]}, ${observed}`,
  };
  const facts = {
    evidence: [evidence],
    exit,
    ...(stopped === undefined ? {} : { stopped }),
    ...(recording === undefined ? {} : { recording }),
  };
  const summary = watch && stopped !== undefined ? stopWords[stopped] : observed;
  if (passed) return { result: 'passed', summary, ...facts };
  return { result: 'failed', summary: evidence.observed, problem: failure(ended, config), ...facts };
}

function failure({ exit, stopped }: ShellExit, config: Config): ReturnType<typeof problem> {
  if (stopped === 'timeout') {
    return problem('step/timeout', 'The command took longer than its timeout and was stopped.', {
      hint: 'Look at what it has done so far before you retry',
    });
  }
  if (stopped !== undefined) {
    return problem('step/stopped', `The command was ${stopWords[stopped]}.`, {
      hint: 'What it did up to then is done',
    });
  }
  if (exit.signal !== undefined) {
    return problem('step/signal', `The command was ended by ${exit.signal}.`, { hint: 'Read its output' });
  }
  return problem('step/exit-code', `Exit code ${exit.code}, expected ${config.exit}.`, {
    hint: 'Read its output',
  });
}
