import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import { errorText } from '../../problem/problem.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import type { RunContext } from '../context.ts';
import type { Evidence } from '../outcome.ts';

/** Bytes of the largest file that is kept. */
const limit = 64 * 1024 * 1024;

const schema = z.strictObject({
  /** Absolute, or from the folder that the session works in. */
  path: z.string().min(1),
});

type Args = z.infer<typeof schema>;

/** Keeps a file as it is now: the copy is in the attempt's own folder, and its digest in the log. */
export const fileKeep = defineCheck({
  name: 'file.keep',
  summary: 'Keeps a copy of a file in the session, with its digest in the log.',
  mode: 'act',
  effect: 'read',
  needs: [],
  schema,
  example: { path: 'k8s/overlays/production/kustomization.yaml' },
  describe: ({ path }) => `keep a copy of ${basename(path)}`,
  changes: ({ path }) => [`writes ${basename(path)} into the session’s folder`],
  run: keep,
});

async function keep({ path }: Args, context: RunContext): Promise<CheckResult> {
  const source = resolve(context.cwd, path);
  const evidence = {
    check: 'file.keep',
    what: 'the file',
    where: source,
    expected: 'a readable file',
  } as const;
  try {
    const { files } = context.ports;
    const stat = await files.stat(source);
    if (stat === undefined) return refused(evidence, 'there is no such file');
    if (stat.folder) return refused(evidence, 'it is a folder');
    if (stat.size > limit)
      return refused(evidence, `it has ${String(stat.size)} bytes, at most ${String(limit)} are kept`);
    const content = await files.read(source);
    if (content === undefined) return refused(evidence, 'it was taken away meanwhile');
    await files.write(join(context.stepDir, basename(source)), content);
    const digest = createHash('sha256').update(content).digest('hex');
    const observed = `${String(content.length)} bytes, SHA-256 ${digest}`;
    return {
      verdict: 'pass',
      summary: `kept ${basename(source)} (${observed})`,
      evidence: [{ ...evidence, result: 'pass', observed }],
    };
  } catch (thrown) {
    return refused(evidence, errorText(thrown));
  }
}

function refused(evidence: Omit<Evidence, 'result' | 'observed'>, observed: string): CheckResult {
  return {
    verdict: 'error',
    summary: `${evidence.where ?? ''} can’t be kept: ${observed}`,
    evidence: [
      { ...evidence, result: 'error', observed, next: 'Check the path, and the folder the session works in' },
    ],
  };
}
