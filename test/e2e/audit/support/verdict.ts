import * as z from 'zod';
import { runProgram } from '../../program.ts';
import type { Workspace } from '../../support/workspace.ts';

const verified = z.object({
  state: z.enum(['verified', 'unsigned-tail', 'unsigned', 'failed']),
  ended: z.boolean(),
  unsignedEvents: z.int(),
  findings: z.array(
    z.object({
      severity: z.enum(['failure', 'notice']),
      code: z.string(),
      place: z.string(),
      message: z.string(),
    }),
  ),
});

/** What the built program says of a workspace's one session. */
export interface Verdict {
  readonly exitCode: number | null;
  readonly state: z.infer<typeof verified>['state'];
  readonly ended: boolean;
  readonly unsignedEvents: number;
  /** Codes of the findings that fail it, each once. */
  readonly failures: readonly string[];
  /** Codes of those that only limit what the state says, each once. */
  readonly notices: readonly string[];
  /** Places of the findings that fail it. */
  readonly places: readonly string[];
  readonly messages: string;
}

/** Runs `sessions verify --json`; throws where it ends without a verdict. */
export function verdictOn(workspace: Workspace, options: readonly string[]): Verdict {
  const { exitCode, stdout, stderr } = runProgram(['sessions', 'verify', '--json', ...options], {
    cwd: workspace.folder,
    env: workspace.env,
  });
  if (stdout === '') throw new Error(`no verdict: ${stderr}`);
  const [only] = z.tuple([verified]).parse(JSON.parse(stdout));
  const { state, ended, unsignedEvents, findings } = only;
  const codesOf = (wanted: 'failure' | 'notice'): readonly string[] => [
    ...new Set(findings.filter(({ severity }) => severity === wanted).map(({ code }) => code)),
  ];
  const failures = findings.filter(({ severity }) => severity === 'failure');
  return {
    exitCode,
    state,
    ended,
    unsignedEvents,
    failures: codesOf('failure'),
    notices: codesOf('notice'),
    places: failures.map(({ place }) => place),
    messages: findings.map(({ message }) => message).join('\n'),
  };
}
