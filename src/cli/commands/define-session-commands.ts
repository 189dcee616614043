import { type Command, Option } from 'commander';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import type { Settle } from '../settle.ts';
import { type ExportFormat, exportFormatNames } from './sessions/export-format-names.ts';
import { addKeepingCommands } from './define-keeping-commands.ts';
import { addLookingCommands } from './define-looking-commands.ts';

interface VerifyFlags {
  readonly allowedSigners?: string;
  readonly revokedKeys?: string;
  readonly witness?: string;
  readonly requireSigned?: true;
  readonly explain?: true;
  readonly json?: true;
}

interface ExportFlags {
  readonly format: ExportFormat;
  readonly output?: string;
  readonly allowedSigners?: string;
  readonly revokedKeys?: string;
}

/** `sessions list|show|export|verify`: what was done. */
export function addSessionCommands(program: Command, outer: Io, settle: Settle): void {
  const sessions = program
    .command('sessions')
    .description('look at what was done, prove it, and keep it')
    .usage('[COMMAND] [options]')
    .addHelpText('after', examplesText('sessions'));
  const io = sessionsIo(sessions, outer);
  addBrowse(sessions, io, settle);
  for (const add of [addLookingCommands, addShow, addExport, addVerify]) add(sessions, io, settle);
  for (const each of sessions.commands) each.addOption(sessionsDirOption());
}

/** `sessions` alone. What follows it and is none of its commands is told as that, and not as an argument too many. */
function addBrowse(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .allowExcessArguments()
    .allowUnknownOption()
    .action(async () => {
      const [word] = sessions.args;
      if (word !== undefined) await refuseWord(sessions, word);
      settle(async () => (await import('./sessions/browse.ts')).browseSessionsCommand(io));
    });
}

async function refuseWord(sessions: Command, word: string): Promise<never> {
  const { nearest } = await import('../../runbook/suggest.ts');
  const isOption = word.startsWith('-');
  const known = isOption
    ? sessions.options.flatMap(({ long }) => long ?? [])
    : sessions.commands.map((command) => command.name());
  const near = nearest(word, known);
  const guess = near === undefined ? '' : `\n(Did you mean ${near}?)`;
  return sessions.error(`error: unknown ${isOption ? 'option' : 'command'} '${word}'${guess}`);
}

function addShow(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .command('show')
    .description('tell a session from its log, step by step')
    .argument('<ID>', 'a session’s id, or the beginning of one')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sessions show'))
    .action((id: string, flags: { readonly json?: true }) => {
      settle(async () =>
        (await import('./sessions/show.ts')).showSessionCommand(io, { id, json: flags.json === true }),
      );
    });
}

function addExport(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .command('export')
    .description('write a session as a document, for people or for other programs')
    .argument('<ID>', 'a session’s id, or the beginning of one; it may still run')
    .addOption(
      new Option('--format <format>', 'of the document').choices(exportFormatNames).default('markdown'),
    )
    .option('--output <file>', 'where to write it; left out: standard output')
    .option('--allowed-signers <file>', 'whose signatures count (ssh-keygen’s allowed_signers)')
    .option('--revoked-keys <file>', 'keys that no longer count (ssh-keygen’s KRL)')
    .addHelpText('after', examplesText('sessions export'))
    .action((id: string, flags: ExportFlags) => {
      settle(async () => (await import('./sessions/export.ts')).exportSessionCommand(io, { ...flags, id }));
    });
}

function addVerify(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .command('verify')
    .description('check that a log was not changed: 0 it was not (unsigned is said first), 1 it was')
    .argument('[ID...]', 'sessions; all of them by default')
    .option(
      '--allowed-signers <file>',
      'whose signatures count (ssh-keygen’s allowed_signers), from the auditor',
    )
    .option('--revoked-keys <file>', 'keys that no longer count (ssh-keygen’s KRL)')
    .option('--witness <source>', 'what keeps the heads: a file of published checkpoints, or postgresql://…')
    .option('--require-signed', 'fail where signed checkpoints do not vouch for every record')
    .option('--explain', 'print a script that proves the same of one session with stock tools')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sessions verify'))
    .action((ids: readonly string[], { requireSigned, explain, json, ...files }: VerifyFlags) => {
      const flags = { requireSigned: requireSigned === true, explain: explain === true, json: json === true };
      const options = { ...files, ids, ...flags };
      settle(async () => (await import('./sessions/verify.ts')).verifySessionsCommand(io, options));
    });
  addKeepingCommands(sessions, io, settle);
}

function sessionsDirOption(): Option {
  return new Option('--sessions-dir <dir>', 'look at the sessions in this folder, such as a copied archive');
}

/** The world outside as the commands see it: with the folder of sessions that the command line names. */
function sessionsIo(sessions: Command, io: Io): Io {
  let folder: string | undefined;
  sessions.addOption(sessionsDirOption()).hook('preAction', (_, called) => {
    const { sessionsDir } = called.optsWithGlobals<{ readonly sessionsDir?: string }>();
    folder = sessionsDir;
  });
  return {
    ...io,
    get sessions() {
      return folder;
    },
  };
}
