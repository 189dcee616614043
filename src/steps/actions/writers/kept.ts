import * as z from 'zod';
import { interpreted } from '../../../runbook/interpreted.ts';
import type { Writer } from './mark.ts';

/** The list of what was stopped, in the folder of the step that stopped it. */
export const keptFile = 'writers.json';

const schema = z.array(
  z.union([
    z.strictObject({ kind: z.literal('Deployment'), name: z.string().min(1), replicas: z.int().min(0) }),
    z.strictObject({ kind: z.literal('CronJob'), name: z.string().min(1), suspended: z.boolean() }),
  ]),
);

export function writeKept(writers: readonly Writer[]): string {
  return `${JSON.stringify(writers, undefined, 2)}\n`;
}

/** Undefined: it is no such list. */
export function readKept(content: string): readonly Writer[] | undefined {
  try {
    const read = schema.safeParse(JSON.parse(content), interpreted);
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
