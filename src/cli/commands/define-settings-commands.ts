import type { Command } from 'commander';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import type { Settle } from '../settle.ts';

interface JsonFlag {
  readonly json?: true;
}

/** `settings`, `settings set|unset|keys`: what holds for every session of this operator. */
export function addSettingsCommands(program: Command, io: Io, settle: Settle): void {
  const settings = program
    .command('settings')
    .enablePositionalOptions()
    .description('look at your settings and change them: folders, key, keys, colours')
    .argument('[NAME]', 'only this one')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('settings'))
    .action((name: string | undefined, { json }: JsonFlag) => {
      settle(async () =>
        (await import('./settings/list.ts')).listSettingsCommand(io, { name, json: json === true }),
      );
    });
  settings
    .command('set')
    .description('set one; a key of the full screen as keys.ACTION')
    .argument('<NAME>', 'as `settings` and `settings keys` name it')
    .argument('<VALUE...>', 'its value, or several')
    .addHelpText('after', examplesText('settings set'))
    .action((name: string, values: readonly string[]) => {
      settle(async () => (await import('./settings/change.ts')).setSettingCommand(io, { name, values }));
    });
  settings
    .command('unset')
    .description('take one back, as if it had never been set')
    .argument('<NAME>', 'its name; `keys` for all keys')
    .addHelpText('after', examplesText('settings unset'))
    .action((name: string) => {
      settle(async () => (await import('./settings/change.ts')).unsetSettingCommand(io, { name }));
    });
  settings
    .command('keys')
    .description('list every action of the full screen with its keys, and what clashes')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('settings keys'))
    .action(({ json }: JsonFlag) => {
      settle(async () => (await import('./settings/keys.ts')).listKeysCommand(io, { json: json === true }));
    });
}
