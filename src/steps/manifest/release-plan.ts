import * as z from 'zod';
import { resolve } from 'node:path';
import type { RunContext } from '../context.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const plannedObject = z.strictObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  /** What applying it does: makes the object, changes it, or leaves it as it is. */
  change: z.enum(['create', 'change', 'none']),
  /** UID of the object that was there. Null: there was none. */
  uid: z.string().nullable(),
  /** Digest of the object that was there, as it was compared (see comparable.ts). Null: there was none. */
  live: digest.nullable(),
  /** Digest of what the server said that applying it makes. */
  result: digest,
  /** An autoscaler owns its number of pods, which is then neither compared nor applied. */
  autoscaled: z.boolean(),
});

const releasePlan = z.strictObject({
  /** SHA-256 of the manifest’s bytes, in hex. */
  manifest: digest,
  /** Which cluster and namespace it was compared with. */
  cluster: z.strictObject({ server: z.string(), uid: z.string(), namespace: z.string() }),
  comparedAt: z.string(),
  objects: z.array(plannedObject),
});

/** What a release does to one object, and to which state of it. */
export type PlannedObject = Readonly<z.infer<typeof plannedObject>>;

/** What was compared, and is approved: the manifest by its digest, and every object as it was then. */
export type ReleasePlan = Readonly<z.infer<typeof releasePlan>>;

/** Name of the plan’s file in the folder of the step that made it. */
export const planFile = 'plan.json';

/** Name of the file beside the plan with all objects as they were compared, for saying what has changed since. */
export const comparedFile = 'compared.json';

/** Name of the manifest’s copy beside the plan, for the same purpose. */
export const manifestCopy = 'manifest.yaml';

/** Reads a plan; a relative path begins at the session’s folder. A text: why it can’t be used. */
export async function readReleasePlan(plan: string, context: RunContext): Promise<ReleasePlan | string> {
  const path = resolve(context.sessionDir, plan);
  const content = await context.ports.files.read(path);
  if (content === undefined) return `there is no ${path}`;
  const parsed = releasePlan.safeParse(json(content.toString('utf8')));
  return parsed.success ? parsed.data : `${path} is no plan of a release`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
