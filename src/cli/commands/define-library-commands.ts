import { type Command, InvalidArgumentError, Option } from 'commander';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import { paceOption } from '../pace-option.ts';
import { parameterOption } from '../parameter-option.ts';
import type { Settle } from '../settle.ts';

/** `list`, `contacts`, `scenarios`, `show`, `plan`, `lint`, `test` and `schema`: what is written, and nothing is run for real. */
export function addLibraryCommands(program: Command, io: Io, settle: Settle): void {
  program
    .command('list')
    .description('list the runbooks in reach, and where each comes from')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('list'))
    .action((flags: { readonly json?: true }) => {
      settle(async () => (await import('./list.ts')).listCommand(io, { json: flags.json === true }));
    });
  program
    .command('contacts')
    .description('show whom to call, and when')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('contacts'))
    .action((flags: { readonly json?: true }) => {
      settle(async () => (await import('./contacts.ts')).contactsCommand(io, { json: flags.json === true }));
    });
  program
    .command('scenarios')
    .description('list what can be rehearsed, and what is practised in it')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('scenarios'))
    .action((flags: { readonly json?: true }) => {
      settle(async () =>
        (await import('./scenarios.ts')).scenariosCommand(io, { json: flags.json === true }),
      );
    });
  program
    .command('show')
    .description('show what a runbook is for, what it asks for, and its steps')
    .argument('<RUNBOOK|FILE>')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('show'))
    .action((runbook: string, flags: { readonly json?: true }) => {
      settle(async () => (await import('./show.ts')).showCommand(io, { runbook, json: flags.json === true }));
    });
  addPlan(program, io, settle);
  addLint(program, io, settle);
  addTest(program, io, settle);
  addSchema(program, io, settle);
}

interface PlanFlags {
  readonly param: readonly string[];
  readonly environment?: string;
  readonly json?: true;
}

function addPlan(program: Command, io: Io, settle: Settle): void {
  program
    .command('plan')
    .description('show every step resolved, with what it would do and change; nothing is run')
    .argument('<RUNBOOK|FILE>')
    .addOption(parameterOption())
    .option('--environment <name>', 'environment of platform.yaml')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('plan'))
    .action((runbook: string, { param: parameters, json, ...rest }: PlanFlags) => {
      const options = { ...rest, runbook, parameters, json: json === true };
      settle(async () => (await import('./plan.ts')).planCommand(io, options));
    });
}

function addLint(program: Command, io: Io, settle: Settle): void {
  const formats = ['text', 'json', 'github'] as const;
  program
    .command('lint')
    .description('find what is wrong with runbooks, their tests, scenarios and platform.yaml')
    .argument('[FILE|RUNBOOK|FOLDER...]', 'what to look at; the repository’s runbooks by default')
    .addOption(new Option('--format <format>', 'how to tell it').choices(formats).default('text'))
    .addHelpText('after', examplesText('lint'))
    .action((targets: readonly string[], { format }: { readonly format: (typeof formats)[number] }) => {
      settle(async () => (await import('./lint.ts')).lintCommand(io, { targets, format }));
    });
}

interface TestFlags {
  readonly case?: string;
  readonly format: 'text' | 'junit';
  readonly output?: string;
  readonly jobs: number;
  readonly pace?: number;
  readonly keep?: true;
}

function addTest(program: Command, io: Io, settle: Settle): void {
  const formats = ['text', 'junit'] as const;
  program
    .command('test')
    .description('walk runbooks in rehearsals as their tests say; nothing real is touched')
    .argument('[FILE|RUNBOOK|FOLDER...]', 'what to test; the repository’s runbooks by default')
    .option('--case <name>', 'only cases whose name contains this')
    .addOption(new Option('--format <format>', 'how to tell it').choices(formats).default('text'))
    .option('--output <file>', 'write the report to a file')
    .addOption(new Option('--jobs <n>', 'cases at a time').argParser(readJobs).default(1))
    .addOption(paceOption())
    .option('--keep', 'keep the sessions, to look at them')
    .addHelpText('after', examplesText('test'))
    .action((targets: readonly string[], { keep, ...flags }: TestFlags) => {
      const options = { ...flags, targets, keep: keep === true };
      settle(async () => (await import('./test.ts')).testCommand(io, options));
    });
}

function readJobs(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number from 1 to 99.');
}

interface SchemaFlags {
  readonly test?: true;
  readonly scenario?: true;
  readonly events?: true;
  readonly step?: string;
}

function addSchema(program: Command, io: Io, settle: Settle): void {
  program
    .command('schema')
    .description('print JSON Schema for editors: front matter, steps, platform.yaml and scenarios')
    .option('--step <kind>', 'the keys of one kind of step')
    .option('--front-matter', 'the front matter of a runbook')
    .option('--platform', 'platform.yaml')
    .option('--scenario', 'a scenario to rehearse')
    .option('--test', 'the tests of a runbook')
    .option('--events', 'the records of a session’s log')
    .addHelpText('after', examplesText('schema'))
    .action((flags: SchemaFlags & { readonly frontMatter?: true; readonly platform?: true }) => {
      settle(async () => (await import('./schema.ts')).schemaCommand(io, flags));
    });
}
