import { type Command, InvalidArgumentError, Option } from 'commander';
import { type SessionOutcome, sessionOutcomes } from '../../report/session/list/session-filter.ts';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import type { Settle } from '../settle.ts';

interface FilterFlags {
  readonly runbook?: string;
  readonly operator?: string;
  readonly cluster?: string;
  readonly outcome?: SessionOutcome;
  readonly since?: string;
  readonly until?: string;
}

/** `sessions list|search|log|diff|replay`: finding and reading what was done. */
export function addLookingCommands(sessions: Command, io: Io, settle: Settle): void {
  for (const add of [addList, addSearch, addLog, addDiff, addReplay]) add(sessions, io, settle);
}

/** The options that say which sessions are meant. */
function filtered(command: Command): Command {
  return command
    .option('--runbook <id>', 'only those of this runbook')
    .option('--operator <name>', 'only those in which this person acted')
    .option('--cluster <text>', 'only those on this context, or on a server with this in its address')
    .addOption(new Option('--outcome <outcome>', 'only those that ended so').choices(sessionOutcomes))
    .option('--since <time>', 'begun then or later: 2026-01-02, 2026-01-02T03:04 (UTC), or 7d ago')
    .option('--until <time>', 'begun then or earlier');
}

function addList(sessions: Command, io: Io, settle: Settle): void {
  filtered(sessions.command('list').description('list the sessions, newest first'))
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sessions list'))
    .action(({ json, ...filters }: FilterFlags & { readonly json?: true }) => {
      const options = { filters, json: json === true };
      settle(async () => (await import('./sessions/list.ts')).listSessionsCommand(io, options));
    });
}

function addSearch(sessions: Command, io: Io, settle: Settle): void {
  const command = sessions
    .command('search')
    .description('find a text in records and outputs; capitals matter where it has one')
    .argument('<TEXT>', 'a part of a line');
  filtered(command)
    .addOption(
      new Option('--limit <count>', 'places told of one session').default(20).argParser(positiveInteger),
    )
    .option('--json', 'one place a line, for scripts')
    .addHelpText('after', examplesText('sessions search'))
    .action((text: string, flags: FilterFlags & { readonly limit: number; readonly json?: true }) => {
      const { json, limit, ...filters } = flags;
      const options = { text, filters, limit, json: json === true };
      settle(async () => (await import('./sessions/search/search.ts')).searchSessionsCommand(io, options));
    });
}

function addLog(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .command('log')
    .description('tell what happened in a session in order, with durations and gaps')
    .argument('<ID>', 'a session’s id, or the beginning of one')
    .option('--follow', 'go on with what comes, until the session has ended')
    .option('--json', 'one entry a line, for scripts')
    .addHelpText('after', examplesText('sessions log'))
    .action((id: string, { follow, json }: { readonly follow?: true; readonly json?: true }) => {
      const options = { id, follow: follow === true, json: json === true };
      settle(async () => (await import('./sessions/log.ts')).logSessionCommand(io, options));
    });
}

function addDiff(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .command('diff')
    .description('compare two sessions step by step: results, durations, outputs')
    .argument('<A>', 'a session’s id, or the beginning of one')
    .argument('<B>', 'another one’s')
    .option('--all', 'the steps that are alike too')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sessions diff'))
    .action((first: string, second: string, { all, json }: { readonly all?: true; readonly json?: true }) => {
      const options = { first, second, all: all === true, json: json === true };
      settle(async () => (await import('./sessions/diff.ts')).diffSessionsCommand(io, options));
    });
}

function addReplay(sessions: Command, io: Io, settle: Settle): void {
  sessions
    .command('replay')
    .description('show a session again as it went, in its own time; nothing is run')
    .argument('<ID>', 'a session’s id, or the beginning of one')
    .addOption(new Option('--speed <factor>', 'so many times as fast').default(1).argParser(positiveNumber))
    .option('--json', 'the records, each at its time, one a line')
    .addHelpText('after', examplesText('sessions replay'))
    .action((id: string, { speed, json }: { readonly speed: number; readonly json?: true }) => {
      const options = { id, speed, json: json === true };
      settle(async () => (await import('./sessions/replay.ts')).replaySessionCommand(io, options));
    });
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return Number(text);
}

function positiveNumber(text: string): number {
  const value = /^\d{1,6}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (value <= 0) throw new InvalidArgumentError('Give a number above 0, such as 10 or 0.5.');
  return value;
}
