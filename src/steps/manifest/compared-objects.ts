import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { RunContext } from '../context.ts';
import type { Manifest } from '../ports/cluster.ts';
import { comparedFile, manifestCopy } from './release-plan.ts';

const object = z.record(z.string(), z.unknown()).nullable();
const schema = z.record(z.string(), z.strictObject({ live: object, result: object }));

/** An object as it was compared and as the server said it would become, both without values of Secrets. */
export interface Compared {
  readonly live: Manifest | null;
  readonly result: Manifest | null;
}

/** What was kept beside a plan to explain what has changed since. Whatever is not there any more is empty. */
export interface KeptComparison {
  readonly manifest: string;
  /** By `Kind name`. */
  readonly objects: Readonly<Record<string, Compared>>;
}

/** Reads what is kept beside a plan. It explains only: what counts is the plan. */
export async function readComparison(plan: string, context: RunContext): Promise<KeptComparison> {
  const folder = dirname(resolve(context.sessionDir, plan));
  const { files } = context.ports;
  const manifest = await files.read(join(folder, manifestCopy));
  const compared = await files.read(join(folder, comparedFile));
  return { manifest: manifest?.toString('utf8') ?? '', objects: parse(compared?.toString('utf8') ?? '') };
}

function parse(text: string): KeptComparison['objects'] {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}
