import * as z from 'zod';
import { type Github, read } from './client.ts';

/** What is said of a commit: a check run, or a status as older services set it. */
export interface CommitCheck {
  readonly name: string;
  readonly state: 'green' | 'unneeded' | 'pending' | 'failing';
  /** As GitHub says it: `success`, `timed_out`, `in_progress`. */
  readonly said: string;
  readonly url?: string;
}

const runSchema = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullish(),
  html_url: z.string().nullish(),
});
const statusSchema = z.object({
  context: z.string(),
  state: z.string(),
  target_url: z.string().nullish(),
});

/** Reads every check run of the commit, the newest of each name, and every status, the newest of each context. */
export async function readCommitChecks(github: Github, ref: string): Promise<readonly CommitCheck[]> {
  const asked = { ...github.repository, ref, per_page: 100 };
  const [runs, statuses] = await Promise.all([
    github.api.paginate('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ...asked, filter: 'latest' }),
    github.api.paginate('GET /repos/{owner}/{repo}/commits/{ref}/statuses', asked),
  ]);
  const newest = new Map(
    // The newest comes first.
    read(z.array(statusSchema), statuses)
      .toReversed()
      .map((status) => [status.context, status]),
  );
  return [
    ...read(z.array(runSchema), runs).map(ofRun),
    ...[...newest.values()].map(({ context, state, target_url }) =>
      withUrl({ name: context, state: stateOfStatus(state), said: state }, target_url),
    ),
  ];
}

function ofRun({ name, status, conclusion, html_url }: z.infer<typeof runSchema>): CommitCheck {
  const said = status === 'completed' ? (conclusion ?? 'completed without a conclusion') : status;
  return withUrl(
    { name, state: status === 'completed' ? stateOfConclusion(said) : 'pending', said },
    html_url,
  );
}

function withUrl(check: CommitCheck, url: string | null | undefined): CommitCheck {
  return url ? { ...check, url } : check;
}

/** A conclusion that is not known does not count as green. */
function stateOfConclusion(conclusion: string): CommitCheck['state'] {
  switch (conclusion) {
    case 'success':
      return 'green';
    case 'neutral':
    case 'skipped':
      return 'unneeded';
    default:
      return 'failing';
  }
}

function stateOfStatus(state: string): CommitCheck['state'] {
  switch (state) {
    case 'success':
      return 'green';
    case 'pending':
      return 'pending';
    default:
      return 'failing';
  }
}
