import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { RunContext } from '../../context.ts';
import { field, isRecord, items, text } from '../../manifest/json.ts';
import { nameOf } from '../../manifest/strip.ts';
import type { ClusterIdentity, Manifest } from '../../ports/cluster.ts';
import { factsFile, snapshotKinds } from './kinds.ts';

/** A snapshot as it was read, or in a sentence why it can't be used. */
export type ReadSnapshot =
  | { readonly kind: 'snapshot'; readonly objects: readonly Manifest[]; readonly takenAt: string }
  | { readonly kind: 'unusable'; readonly why: string };

/** Reads a snapshot's folder and makes sure that it was taken of this cluster and namespace. */
export async function readSnapshot(
  folder: string,
  identity: ClusterIdentity,
  context: RunContext,
): Promise<ReadSnapshot> {
  const { files } = context.ports;
  const content = await files.read(join(folder, factsFile));
  if (content === undefined) return { kind: 'unusable', why: `there is no snapshot in ${folder}` };
  const facts = parseFacts(content.toString('utf8'));
  const uid = text(field(facts, 'uid'));
  const namespace = text(field(facts, 'namespace'));
  if (uid !== identity.uid || namespace !== identity.namespace) {
    const of = `${namespace ?? 'an unknown namespace'} of ${text(field(facts, 'server')) ?? 'an unknown cluster'}`;
    return {
      kind: 'unusable',
      why: `it was taken of ${of}, not of ${identity.namespace} of ${identity.server}`,
    };
  }
  const objects: Manifest[] = [];
  for (const { file } of snapshotKinds) {
    const yaml = await files.read(join(folder, file));
    if (yaml !== undefined) objects.push(...documents(yaml.toString('utf8')));
  }
  const takenAt = text(field(facts, 'takenAt')) ?? 'an unknown time';
  return { kind: 'snapshot', objects: objects.filter(isOurs), takenAt };
}

function parseFacts(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function documents(yaml: string): readonly Manifest[] {
  return parseAllDocuments(yaml)
    .map((document) => {
      const object: unknown = document.toJS();
      return object;
    })
    .filter(isRecord);
}

/** What a controller made is the controller's to restore; the cluster's own certificates come by themselves. */
function isOurs(manifest: Manifest): boolean {
  const owned = items(field(manifest, 'metadata', 'ownerReferences')).some(
    (one) => field(one, 'controller') === true,
  );
  return !owned && nameOf(manifest) !== 'kube-root-ca.crt' && nameOf(manifest) !== 'openshift-service-ca.crt';
}
