import type { Command } from 'commander';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import type { Settle } from '../settle.ts';

interface ImportFlags {
  readonly allowedSigners?: string;
  readonly revokedKeys?: string;
  readonly witness?: string;
  readonly requireSigned?: true;
  readonly maxSize: string;
  readonly json?: true;
}

interface PruneFlags {
  readonly olderThan: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** `sessions archive|import|prune`: keeping what was done. */
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
  sessions
    .command('import')
    .description(
      'take the sessions of an archive in: verified first, all or none, never over one that is there',
    )
    .argument('<FILE>', 'an archive, as sessions archive writes it')
    .option('--allowed-signers <file>', 'whose signatures count (ssh-keygen’s allowed_signers)')
    .option('--revoked-keys <file>', 'keys that no longer count (ssh-keygen’s KRL)')
    .option('--witness <source>', 'what keeps the heads: a file of published checkpoints, or postgresql://…')
    .option('--require-signed', 'refuse sessions whose every record is not vouched for')
    .option('--max-size <size>', 'what it may unpack to', '20GiB')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sessions import'))
    .action((file: string, { requireSigned, json, ...flags }: ImportFlags) => {
      const options = { ...flags, file, requireSigned: requireSigned === true, json: json === true };
      settle(async () => (await import('./sessions/import.ts')).importSessionsCommand(io, options));
    });
  sessions
    .command('prune')
    .description('remove old sessions that have ended; what they were, and who removed them, stays')
    .requiredOption('--older-than <age>', 'since their last record, such as 90d or 7y')
    .option('--dry-run', 'only tell which')
    .option('--yes', 'without a question')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sessions prune'))
    .action(({ olderThan, dryRun, yes, json }: PruneFlags) => {
      const options = { olderThan, dryRun: dryRun === true, yes: yes === true, json: json === true };
      settle(async () => (await import('./sessions/prune.ts')).pruneSessionsCommand(io, options));
    });
}
