import * as z from 'zod';
import { asked, type Github, read } from '../../checks/github/client.ts';
import { dispatchedSince, type Run } from '../../checks/github/runs.ts';
import type { RunContext } from '../../context.ts';

/** What tells the runs that this session has dispatched from others. */
export interface OwnRun {
  readonly workflow: string;
  readonly ref: string;
  /** In the title of its runs, where the workflow puts it there. Undefined: it does not. */
  readonly mark: string | undefined;
  /** ISO time before which it was not dispatched. */
  readonly since: string;
}

/** Runs that this session may have dispatched, the newest first: by its mark, else by branch and person. */
export async function candidates(
  github: Github,
  own: OwnRun,
  context: Pick<RunContext, 'ports'>,
): Promise<readonly Run[]> {
  const runs = await dispatchedSince(github, own.workflow, own.since);
  const { mark } = own;
  if (mark !== undefined) return runs.filter(({ display_title: title }) => title.includes(mark));
  const login = await whoAsks(github, context);
  return runs.filter(
    ({ actor, head_branch: branch }) =>
      (branch ?? own.ref) === own.ref && (login === undefined || actor?.login === login),
  );
}

/** The person whose token it is. Undefined for the token of an app, which is no person. */
async function whoAsks({ api }: Github, context: Pick<RunContext, 'ports'>): Promise<string | undefined> {
  const answer = await asked(context, async () => {
    const said = await api.request('GET /user');
    return read(z.object({ login: z.string() }), said.data).login;
  });
  return answer.kind === 'answer' ? answer.value : undefined;
}

/** What has ended badly may be followed by another run; anything else stands in its way. */
export function isLive({ status, conclusion }: Run): boolean {
  return status !== 'completed' || conclusion === 'success';
}
