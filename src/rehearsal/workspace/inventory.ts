import { stringify } from 'yaml';
import { inventorySchema, type WrittenInventory } from '../../runbook/inventory-schema.ts';
import { interpreted } from '../../runbook/interpreted.ts';
import { sourceText } from '../../runbook/source-text.ts';
import { formatDuration } from '../../runbook/values/duration.ts';
import { readYamlMapping } from '../../runbook/yaml/read-mapping.ts';
import type { Person } from './people.ts';

/** What a rehearsal puts into platform.yaml in the place of what leads to real systems and people. */
export interface Replacements {
  readonly server: string;
  readonly clusterUid: string;
  /** The context of the rehearsal's kubeconfig. */
  readonly context: string;
  readonly window: 'open' | 'closed';
  /** Milliseconds since 1970; a closed window is on another day. */
  readonly now: number;
  /** Where an endpoint of this name is found. */
  readonly endpoint: (name: string) => string;
  /** Endpoints that every environment has, whether the team has written them or not. */
  readonly outside: Readonly<Record<string, string>>;
  /** Values that every environment has, whatever the team has written. */
  readonly values: Readonly<Record<string, string>>;
  /** What a secret of this name is. */
  readonly secret: (name: string) => string;
  readonly people: readonly Person[];
}

/** A team's platform.yaml, read. Undefined: it is not valid, or there is none. */
export function readInventory(text: string): WrittenInventory | undefined {
  const source = sourceText('platform.yaml', text);
  const { mapping } = readYamlMapping({ source, text: source.text, offset: 0, scalars: 'text' });
  return inventorySchema.safeParse(mapping?.value, interpreted).data;
}

/** The inventory of a runbook whose team has written none: one environment. */
export function emptyInventory(): WrittenInventory {
  return inventorySchema.parse({ environments: { rehearsal: { namespace: 'default' } } });
}

/** The roles that somebody holds. */
export function rolesOf({ principals }: WrittenInventory): readonly string[] {
  return Object.values(principals).flatMap(({ roles }) => roles);
}

/** The text of platform.yaml for the rehearsal: the same services, thresholds and values, with all else of its own. */
export function rehearsedInventory(written: WrittenInventory, replaced: Replacements): string {
  const environments = Object.fromEntries(
    Object.entries(written.environments).map(([name, keys]) => [name, rehearsedEnvironment(keys, replaced)]),
  );
  const signable = replaced.people.every(({ publicKey }) => publicKey !== undefined);
  return stringify({
    ...written,
    environments,
    contacts: written.contacts.map(contact),
    principals: Object.fromEntries(replaced.people.map(principal)),
    // Without keys nobody could sign, and nothing could be approved.
    approvals: signable ? written.approvals : { unsigned: 'allowed' },
    secrets: Object.fromEntries(
      Object.keys(written.secrets).map((name) => [name, { command: `echo ${replaced.secret(name)}` }]),
    ),
  });
}

type WrittenEnvironment = WrittenInventory['environments'][string];

function rehearsedEnvironment(keys: WrittenEnvironment, replaced: Replacements): WrittenEnvironment {
  const { server, clusterUid: uid, context } = replaced;
  const guarded = keys.windows.length > 0 || keys.freezes.length > 0;
  return {
    ...keys,
    cluster: { server, uid, context },
    windows: guarded ? [windowFor(replaced)] : [],
    freezes: [],
    values: { ...keys.values, ...replaced.values },
    endpoints: {
      ...Object.fromEntries(Object.keys(keys.endpoints).map((name) => [name, replaced.endpoint(name)])),
      ...replaced.outside,
    },
  };
}

/** As it is written: a duration is not read from a number. */
function contact({ 'escalate-after': after, ...others }: WrittenInventory['contacts'][number]) {
  return after === undefined ? others : { ...others, 'escalate-after': formatDuration(after) };
}

function principal({ name, role, publicKey }: Person) {
  return [name, { roles: [role], keys: publicKey === undefined ? [] : [publicKey] }] as const;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Open: the whole week. Closed: a window that is half a week away. */
function windowFor({ window, now }: Replacements): WrittenEnvironment['windows'][number] {
  const hours = { from: '00:00', to: '24:00', zone: 'UTC' };
  if (window === 'open') return { days: [...days], ...hours };
  const other = days[(new Date(now).getUTCDay() + 3) % days.length];
  return { days: other === undefined ? [] : [other], ...hours };
}
