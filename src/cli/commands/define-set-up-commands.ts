import { Argument, type Command } from 'commander';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import type { Settle } from '../settle.ts';
import { addSettingsCommands } from './define-settings-commands.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** `doctor`, `init`, `settings` and `completion`: setting this machine up. */
export function addSetUpCommands(program: Command, io: Io, settle: Settle): void {
  program
    .command('doctor')
    .description('check what a session needs: tools, keys, folders, terminal')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('doctor'))
    .action((flags: { readonly json?: true }) => {
      settle(async () => (await import('./doctor.ts')).doctorCommand(io, { json: flags.json === true }));
    });
  program
    .command('init')
    .description('write a library of your own, to begin with; nothing that is there is changed')
    .argument('[FOLDER]', 'where to', 'runbooks')
    .addHelpText('after', examplesText('init'))
    .action((folder: string) => {
      settle(async () => (await import('./init.ts')).initCommand(io, { folder }));
    });
  addSettingsCommands(program, io, settle);
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<SHELL>', 'the shell').choices(shells))
    .addHelpText('after', examplesText('completion'))
    .action((shell: (typeof shells)[number]) => {
      settle(async () => (await import('./completion.ts')).completionCommand(io, { shell }));
    });
  program
    .command('__complete', { hidden: true })
    .argument('[WORD...]')
    .action((words: readonly string[]) => {
      settle(async () => (await import('./complete.ts')).completeCommand(io, words));
    });
}
