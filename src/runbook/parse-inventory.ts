import { sha256 } from './canonical-digest.ts';
import { type Diagnostic, errorAt } from './diagnostic.ts';
import type { Contact, Environment, Inventory, SecretSource, Service, WitnessTarget } from './inventory.ts';
import { inventorySchema, type WrittenInventory } from './inventory-schema.ts';
import { withPrefix } from './services.ts';
import type { SourceFile } from './source-text.ts';
import type { YamlMapping } from './yaml/read-mapping.ts';
import { readYamlFile } from './yaml/read-yaml-file.ts';

/** What came of platform.yaml: `inventory` is undefined exactly when a problem is an error. */
export interface ParsedInventory {
  readonly inventory: Inventory | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Reads platform.yaml from the bytes of its file. It throws for no bytes whatever. */
export function parseInventory(file: SourceFile): ParsedInventory {
  const read = readYamlFile(file, inventorySchema, findGaps);
  if (read.kind === 'invalid') return { inventory: undefined, problems: read.problems };
  return { inventory: toInventory(read.data, file.path, sha256(file.bytes)), problems: read.problems };
}

/** A service needs a deployment and an image, of its own or from the defaults. */
function findGaps(written: WrittenInventory, mapping: YamlMapping): readonly Diagnostic[] {
  const defaults = written['service-defaults'];
  return Object.entries(written.services).flatMap(([name, keys]) => {
    if ((keys?.image ?? defaults.image) !== undefined) return [];
    const span = mapping.keySpan(['services', name]);
    const hint = 'Add `image` here or, with {name}, to `service-defaults`';
    return [errorAt(span, 'parse/missing-key', `The service \`${name}\` has no \`image\`.`, hint)];
  });
}

function toInventory(written: WrittenInventory, path: string, digest: string): Inventory {
  const { prefix } = written['service-defaults'];
  return {
    environments: Object.fromEntries(
      Object.entries(written.environments).map(([name, keys]) => [name, toEnvironment(name, keys)]),
    ),
    services: Object.entries(written.services).map(([name, keys]) => toService(name, keys ?? {}, written)),
    principals: Object.entries(written.principals).map(([name, { roles, keys }]) => ({ name, roles, keys })),
    approvals: written.approvals,
    thresholds: written.thresholds,
    contacts: written.contacts.map(toContact),
    secrets: Object.fromEntries(
      Object.entries(written.secrets).map(([name, source]) => [name, toSource(source)]),
    ),
    ...(written.witness.length === 0 ? {} : { witness: written.witness.map(toWitness) }),
    path,
    sha256: digest,
    ...(prefix === undefined ? {} : { prefix }),
  };
}

function toContact(written: WrittenInventory['contacts'][number]): Contact {
  const { role, name = '', contact = '', for: severities, 'escalate-after': escalateAfter } = written;
  return {
    role,
    name,
    contact,
    for: severities,
    ...(escalateAfter === undefined ? {} : { escalateAfter }),
  };
}

function toEnvironment(name: string, keys: WrittenInventory['environments'][string]): Environment {
  const { server, uid, context } = keys.cluster ?? {};
  return {
    name,
    production: keys.production,
    namespace: keys.namespace,
    windows: keys.windows,
    freezes: keys.freezes,
    endpoints: keys.endpoints,
    values: keys.values,
    ...(keys.prefix === undefined ? {} : { prefix: keys.prefix }),
    ...(server === undefined ? {} : { server }),
    ...(uid === undefined ? {} : { clusterUid: uid }),
    ...(context === undefined ? {} : { context }),
  };
}

type WrittenService = NonNullable<WrittenInventory['services'][string]>;

function toService(name: string, keys: WrittenService, written: WrittenInventory): Service {
  const defaults = written['service-defaults'];
  const named = (template: string): string => template.replaceAll('{name}', () => name);
  const deployment = named(keys.deployment ?? defaults.deployment ?? '{prefix}{name}');
  return {
    name,
    deployment: withPrefix(deployment, defaults.prefix ?? ''),
    image: named(keys.image ?? defaults.image ?? name),
    port: keys.port ?? defaults.port ?? 80,
    wave: keys.wave ?? defaults.wave ?? 1,
    health: keys.health ?? defaults.health ?? '/health',
    ...(deployment.includes('{prefix}') ? { deploymentTemplate: deployment } : {}),
  };
}

function toSource(written: WrittenInventory['secrets'][string]): SecretSource {
  if ('env' in written) return { from: 'env', variable: written.env };
  if ('file' in written) return { from: 'file', file: written.file };
  return { from: 'command', command: written.command };
}

function toWitness(written: WrittenInventory['witness'][number]): WitnessTarget {
  if ('file' in written) return { to: 'file', file: written.file };
  if ('command' in written) return { to: 'command', command: written.command };
  const { postgresql: url, password } = written;
  return { to: 'postgresql', url, ...(password === undefined ? {} : { password: toSource(password) }) };
}
