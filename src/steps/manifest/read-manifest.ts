import { resolve } from 'node:path';
import { sha256 } from '../../runbook/canonical-digest.ts';
import type { RunContext } from '../context.ts';
import type { Manifest } from '../ports/cluster.ts';
import { parseObjects } from './parse-objects.ts';

/** Bytes: a manifest of this size is a mistake. */
export const manifestLimit = 64 * 1024 * 1024;

/** A rendered manifest as it was read, or in a few words what was found in its place. */
export type ReadManifest =
  | {
      readonly kind: 'manifest';
      readonly path: string;
      readonly objects: readonly Manifest[];
      readonly text: string;
      /** Of its bytes, in hex. */
      readonly sha256: string;
    }
  | { readonly kind: 'unusable'; readonly path: string; readonly why: string };

/** Reads a manifest; a relative path begins at the folder that the session works in. */
export async function readManifest(manifest: string, context: RunContext): Promise<ReadManifest> {
  const path = resolve(context.cwd, manifest);
  const content = await context.ports.files.read(path, manifestLimit);
  if (content === undefined) return { kind: 'unusable', path, why: 'no such file' };
  if (content.length >= manifestLimit) return { kind: 'unusable', path, why: '64 MiB or more' };
  const text = content.toString('utf8');
  const objects = parseObjects(text);
  if (typeof objects === 'string') return { kind: 'unusable', path, why: objects };
  if (objects.length === 0) return { kind: 'unusable', path, why: 'no object in it' };
  return { kind: 'manifest', path, objects, text, sha256: sha256(content) };
}
