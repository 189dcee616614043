import { listSessions } from '../../platform/journal/read-journal.ts';
import type { Library } from '../../platform/library.ts';
import type { Inventory } from '../../runbook/inventory.ts';
import type { Parameter } from '../../runbook/parameter.ts';
import { compilePlan, type Plan } from '../../session/plan.ts';
import { stepKinds } from '../../steps/registry.ts';
import { exportFormatNames } from '../commands/sessions/export-format-names.ts';
import { settingNames, settingValues } from '../commands/settings/setting-names.ts';
import { sessionOutcomes } from '../../report/session/list/session-filter.ts';
import type { Io } from '../io.ts';
import { libraryOf } from '../open-library.ts';
import { placesOf } from '../places.ts';
import { commands, type Position, subcommands } from './position.ts';

/** What could stand at a position; the shell leaves out what does not begin as typed. */
export async function answersFor(position: Position, io: Io): Promise<readonly string[]> {
  if (position.option !== undefined) return valuesOf(position, io);
  if (position.current.startsWith('-')) return optionsOf(position.command);
  switch (position.command) {
    case '':
      return position.runbook === undefined ? [...commands, ...(await runbookIds(io))] : [];
    case 'show':
    case 'plan':
      return position.runbook === undefined ? runbookIds(io) : [];
    case 'lint':
    case 'test':
      return runbookIds(io);
    case 'sessions':
      return subcommands.get('sessions') ?? [];
    case 'settings':
      return position.operands.length === 0 ? [...(subcommands.get('settings') ?? []), ...settingNames] : [];
    case 'settings set':
      return position.operands.length === 0 ? settingNames : settingValues(position.operands);
    case 'settings unset':
      return position.operands.length === 0 ? [...settingNames, 'keys'] : [];
    case 'sessions show':
    case 'sessions log':
    case 'sessions replay':
    case 'sessions export':
      return position.operands.length === 0 ? sessionIds(io) : [];
    case 'sessions diff':
    case 'sessions verify':
    case 'sessions archive':
      return sessionIds(io);
    case 'sign-off':
      return subcommands.get('sign-off') ?? [];
    case 'sign-off request':
      return position.operands.length === 0 ? sessionIds(io) : [];
    case 'completion':
      return position.operands.length === 0 ? ['bash', 'zsh', 'fish'] : [];
    case 'help':
      return commands;
    default:
      return [];
  }
}

const sessionFilters = ['--runbook', '--operator', '--cluster', '--outcome', '--since', '--until'];

const options: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '',
    [
      '--param',
      '--environment',
      '--context',
      '--resume',
      '--from',
      '--change',
      '--purpose',
      '--on-behalf-of',
      '--unattended',
      '--plain',
      '--json',
      '--version',
    ],
  ],
  ['list', ['--json']],
  ['scenarios', ['--json']],
  ['show', ['--json']],
  ['plan', ['--param', '--environment', '--json']],
  ['lint', ['--format']],
  ['test', ['--case', '--format', '--output', '--jobs', '--pace', '--keep']],
  ['schema', ['--step', '--front-matter', '--platform', '--scenario', '--test', '--events']],
  ['doctor', ['--json']],
  ['settings', ['--json']],
  ['settings keys', ['--json']],
  ['sessions list', [...sessionFilters, '--json']],
  ['sessions search', [...sessionFilters, '--limit', '--json']],
  ['sessions log', ['--follow', '--json']],
  ['sessions diff', ['--all', '--json']],
  ['sessions replay', ['--speed', '--json']],
  ['sessions show', ['--json']],
  ['sessions export', ['--format', '--output', '--allowed-signers', '--revoked-keys']],
  ['sign-off request', ['--for', '--reject', '--note', '--output', '--json']],
  ['sign-off sign', ['--key']],
  [
    'sessions verify',
    ['--allowed-signers', '--revoked-keys', '--witness', '--require-signed', '--explain', '--json'],
  ],
  ['sessions archive', ['--output', '--json']],
  [
    'sessions import',
    ['--allowed-signers', '--revoked-keys', '--witness', '--require-signed', '--max-size', '--json'],
  ],
  ['sessions prune', ['--older-than', '--dry-run', '--yes', '--json']],
]);

function optionsOf(command: string): readonly string[] {
  const place = command.split(' ')[0] === 'sessions' ? ['--sessions-dir'] : [];
  return [...(options.get(command) ?? []), ...place, '--help'];
}

async function valuesOf({ command, option, runbook, current }: Position, io: Io): Promise<readonly string[]> {
  switch (option) {
    case '-p':
    case '--param':
      return runbook === undefined ? [] : parameterAnswers(await libraryOf(io), runbook, current);
    case '--environment': {
      const library = await libraryOf(io);
      return Object.keys(inventoryOf(library, runbook)?.environments ?? {});
    }
    case '--from': {
      const plan = runbook === undefined ? undefined : planOf(await libraryOf(io), runbook);
      return plan?.main.map(({ id }) => id) ?? [];
    }
    case '--resume':
      return sessionIds(io);
    case '--format':
      return formatsOf(command);
    case '--step':
      return [...stepKinds.keys()];
    case '--runbook':
      return runbookIds(io);
    case '--outcome':
      return sessionOutcomes;
    default:
      return [];
  }
}

function formatsOf(command: string): readonly string[] {
  switch (command) {
    case 'test':
      return ['text', 'junit'];
    case 'sessions export':
      return exportFormatNames;
    default:
      return ['text', 'json', 'github'];
  }
}

async function runbookIds(io: Io): Promise<readonly string[]> {
  const { runbooks } = (await libraryOf(io)).list();
  return runbooks.filter(({ shadowedBy }) => shadowedBy === undefined).map(({ id }) => id);
}

async function sessionIds(io: Io): Promise<readonly string[]> {
  const places = await placesOf(io);
  return places.ok ? (await listSessions(places.value.sessions)).toReversed() : [];
}

/** `name=` for each parameter; once a name is typed, its values. */
function parameterAnswers(library: Library, runbook: string, current: string): readonly string[] {
  const parameters = planOf(library, runbook)?.parameters ?? [];
  const equals = current.indexOf('=');
  if (equals === -1) return parameters.map(({ name }) => `${name}=`);
  const parameter = parameters.find(({ name }) => name === current.slice(0, equals));
  if (parameter === undefined) return [];
  return valuesFor(parameter, inventoryOf(library, runbook)).map((value) => `${parameter.name}=${value}`);
}

function valuesFor({ type, values }: Parameter, inventory: Inventory | undefined): readonly string[] {
  if (values === 'services') return inventory?.services.map(({ name }) => name) ?? [];
  return type === 'boolean' ? ['true', 'false'] : values;
}

function planOf(library: Library, runbook: string): Plan | undefined {
  const loaded = library.load(runbook);
  if (!loaded.ok) return undefined;
  const load: Parameters<typeof compilePlan>[1] = (id) => {
    const other = library.load(id, loaded.value.file);
    return other.ok ? { ok: true, value: other.value.runbook } : other;
  };
  const plan = compilePlan(loaded.value.runbook, load, stepKinds);
  return plan.ok ? plan.value : undefined;
}

function inventoryOf(library: Library, runbook: string | undefined): Inventory | undefined {
  const found = runbook === undefined ? undefined : library.find(runbook);
  const inventory = library.inventory(found?.ok === true ? found.value.file : undefined);
  return inventory.ok ? inventory.value?.inventory : undefined;
}
