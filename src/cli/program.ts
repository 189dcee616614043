import { Command, CommanderError } from 'commander';
import { packageVersion } from '../platform/package-root.ts';
import { addLibraryCommands } from './commands/define-library-commands.ts';
import { addSessionCommands } from './commands/define-session-commands.ts';
import { addSignoffCommands } from './commands/define-sign-off-commands.ts';
import { addSetUpCommands } from './commands/define-set-up-commands.ts';
import { exitCode } from './exit-codes.ts';
import { examplesText, exitCodesText } from './help.ts';
import { type Io, print } from './io.ts';
import { paceOption } from './pace-option.ts';
import { parameterOption } from './parameter-option.ts';
import { saidOption } from './said-option.ts';
import { widthOf } from './screen.ts';
import type { Settle } from './settle.ts';
import { usageErrorText } from './usage-error.ts';

/**
 * Parses one command line and does what it says. Only the parser is loaded at first; a command is loaded
 * when it is called.
 */
export async function runProgram(argv: readonly string[], io: Io): Promise<number> {
  const output: string[] = [];
  let work: (() => Promise<number>) | undefined;
  const program = createProgram(io, output, (given) => {
    work = given;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return endOfParsing(thrown, { io, text: output.join(''), command: calledCommand(program, argv) });
  }
  return work === undefined ? exitCode('usage') : work();
}

function createProgram(io: Io, output: string[], settle: Settle): Command {
  const program = new Command('teei-runbook')
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => output.push(text),
      writeErr: (text) => output.push(text),
      outputError: () => {},
      getOutHelpWidth: () => widthOf(io.stdout),
      getErrHelpWidth: () => widthOf(io.stdout),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ subcommandTerm: (command) => command.name(), minWidthToWrap: 20 })
    .description('Walks a runbook step by step: what it will do, on which cluster, and what came of it.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .usage('[RUNBOOK|FILE] [options]\n       teei-runbook COMMAND [options]');
  addRun(program, io, settle);
  addLibraryCommands(program, io, settle);
  addSessionCommands(program, io, settle);
  addSignoffCommands(program, io, settle);
  addSetUpCommands(program, io, settle);
  return program.addHelpText('after', () => examplesText('teei-runbook') + exitCodesText());
}

interface RunFlags {
  readonly param: readonly string[];
  readonly environment?: string;
  readonly context?: string;
  readonly resume?: string | true;
  readonly from?: string;
  readonly rehearse?: string | true;
  readonly pace?: number;
  readonly change?: string;
  readonly purpose?: string;
  readonly onBehalfOf?: string;
  readonly unattended?: true;
  readonly plain?: true;
  readonly json?: true;
}

function addRun(program: Command, io: Io, settle: Settle): void {
  program
    .argument('[RUNBOOK|FILE]', 'id of a runbook, or a Markdown file')
    .addOption(parameterOption())
    .option('--environment <name>', 'environment of platform.yaml')
    .option('--context <name>', 'context of the kubeconfig')
    .option('--resume [id]', 'go on with a session, the newest without an id')
    .option('--from <step>', 'begin at a step; the earlier ones are recorded as skipped')
    .option('--rehearse [scenario]', 'practise on a simulated platform; nothing real is touched')
    .addOption(paceOption())
    .addOption(saidOption('--change <id>', 'the change that this belongs to, by its ticket'))
    .addOption(saidOption('--purpose <text>', 'what it is for'))
    .addOption(saidOption('--on-behalf-of <name>', 'who you are, at an account that several people use'))
    .option('--unattended', 'ask nobody: end with 3 where a person is needed')
    .option('--plain', 'lines instead of the full screen')
    .option('--json', 'the session’s records as they are written, one a line')
    .action((runbook: string | undefined, flags: RunFlags) => {
      const { param: parameters, unattended, plain, json, ...rest } = flags;
      const options = {
        ...rest,
        runbook,
        parameters,
        unattended: unattended === true,
        plain: plain === true,
        json: json === true,
      };
      const names = program.commands.map((command) => command.name()).filter((name) => !name.startsWith('_'));
      settle(async () => (await import('./commands/start-run.ts')).startRun(io, options, names));
    });
}

/** Help and the version are answers; anything else the parser ends with is wrong usage. */
async function endOfParsing(
  error: CommanderError,
  { io, text, command }: { readonly io: Io; readonly text: string; readonly command: string },
): Promise<number> {
  if (error.exitCode === 0) {
    await print(io.stdout, text);
    return exitCode('completed');
  }
  await print(io.stderr, text === '' ? usageErrorText(error.message, command) : text);
  return exitCode('usage');
}

/** The command that the arguments name, as one would type it. */
function calledCommand(program: Command, argv: readonly string[]): string {
  let command = program;
  const names = [program.name()];
  for (const word of argv) {
    const next = command.commands.find((each) => each.name() === word);
    if (next === undefined) break;
    command = next;
    names.push(word);
  }
  return names.join(' ');
}
