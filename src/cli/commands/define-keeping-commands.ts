import type { Command } from 'commander';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import type { Settle } from '../settle.ts';

/** `sessions archive`: keeping what was done. */
export function addKeepingCommands(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .command('archive')
    .description('pack sessions into one file, and print its digest; they stay where they are')
    .argument('<ID...>', 'sessions, by id or the beginning of one')
    .option('--output <file>', 'the file; left out: <ID>.tar.gz here')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sessions archive'))
    .action((ids: readonly string[], flags: { readonly output?: string; readonly json?: true }) => {
      const options = { ids, output: flags.output, json: flags.json === true };
      settle(async () => (await import('./sessions/archive.ts')).archiveSessionsCommand(io, options));
    });
}
