import * as z from 'zod';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { asked, type Github, openGithub, read } from '../checks/github/client.ts';
import type { Run } from '../checks/github/runs.ts';
import { type GithubTrouble, troubled } from '../checks/github/trouble.ts';
import type { RunContext } from '../context.ts';
import { candidates, isLive, type OwnRun } from './github/find-run.ts';

const name = 'github.dispatch';

const schema = z.strictObject({
  /** File of the workflow, such as deploy-production.yml. */
  workflow: z.string().min(1),
  /** Branch or tag whose workflow runs. */
  ref: z.string().min(1).default('main'),
  inputs: z.record(z.string(), z.string()).default({}),
  /** Input that gets the session's id, for a workflow that puts it into the name of its runs. */
  'session-input': z.string().min(1).optional(),
});

type Args = z.infer<typeof schema>;

/** The clocks of GitHub and of this machine may differ by so many milliseconds. */
const skew = 60_000;
/** A run that was dispatched is looked for so long, and so often, in milliseconds. */
const search = { most: 60_000, every: 2000 } as const;

const detailsSchema = z.object({
  workflow_run_id: z.union([z.int(), z.bigint()]).transform(String),
  html_url: z.string(),
});

/** Starts a workflow, and never a second time for the same session while its run is on its way or has succeeded. */
export const githubDispatch = defineCheck({
  name,
  summary: 'Starts a GitHub workflow with its inputs, once, and says which run it is.',
  mode: 'act',
  needs: [],
  sets: ['run-id', 'run-url'],
  schema,
  example: { workflow: 'deploy-production.yml', inputs: { image_tag: 'v1.2.3' }, 'session-input': 'session' },
  describe: ({ workflow, ref, inputs }) => `${workflow} of ${ref} is started with ${inputsText(inputs)}`,
  changes: ({ workflow, inputs }) => [`runs ${workflow} on GitHub with ${inputsText(inputs)}`],
  run: async (args, context) => {
    const opened = await openGithub(name, context);
    return opened.kind === 'unanswered' ? opened.result : dispatch(args, opened.github, context);
  },
});

function inputsText(inputs: Args['inputs']): string {
  const all = Object.entries(inputs).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? 'no inputs' : all.join(', ');
}

async function dispatch(args: Args, github: Github, context: RunContext): Promise<CheckResult> {
  const own = ownRun(args, context);
  const before = await asked(context, () => candidates(github, own, context));
  // Where it can't be seen whether there is a run already, none is started.
  if (before.kind === 'trouble')
    return troubled(name, github.where, `runs of ${args.workflow}`, before.trouble);
  const live = mayBeOwn(own, context) ? before.value.filter(isLive) : [];
  if (live.length > 0) return takeUp(live, 'it was started by this session before', args, github);
  const answer = await asked(context, () => start(args, github, context));
  if (answer.kind === 'trouble') {
    return isUndecided(answer.trouble)
      ? lookFor(before.value, own, args, github, context, answer.trouble)
      : troubled(name, github.where, `starting ${args.workflow}`, answer.trouble);
  }
  const { value } = answer;
  if (value === undefined) return lookFor(before.value, own, args, github, context, undefined);
  return started({ id: value.workflow_run_id, html_url: value.html_url }, 'GitHub started it', args);
}

function ownRun(args: Args, context: RunContext): OwnRun {
  const { workflow, ref } = args;
  const since = new Date(Date.parse(context.startedAt) - skew).toISOString().replace(/\.\d+Z$/, 'Z');
  return { workflow, ref, since, mark: args['session-input'] === undefined ? undefined : session(context) };
}

function session({ values, attemptName }: RunContext): string {
  return String(values['session'] ?? attemptName.replace(/-\d+$/, ''));
}

/** Without a mark, a run is taken for the session's own only where an attempt before may have started it. */
function mayBeOwn({ mark }: OwnRun, { attemptName }: RunContext): boolean {
  return mark !== undefined || !attemptName.endsWith('-1');
}

/** Undefined where GitHub took it without saying which run it is, as older servers do. */
async function start(
  args: Args,
  { api, repository }: Github,
  context: RunContext,
): Promise<z.infer<typeof detailsSchema> | undefined> {
  const mark = args['session-input'];
  const answer = await api.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
    ...repository,
    workflow_id: args.workflow,
    ref: args.ref,
    inputs: { ...args.inputs, ...(mark === undefined ? {} : { [mark]: session(context) }) },
    return_run_details: true,
  });
  const status: number = answer.status;
  return status === 204 ? undefined : read(detailsSchema, answer.data);
}

/** The request may have arrived all the same: no answer, or one of a server in trouble. A rate limit has refused it. */
function isUndecided({ kind, wait }: GithubTrouble): boolean {
  return kind === 'busy' && wait === undefined;
}

/** Looks for the run that was started just now: one that was not there before. */
async function lookFor(
  before: readonly Run[],
  own: OwnRun,
  args: Args,
  github: Github,
  context: RunContext,
  trouble: GithubTrouble | undefined,
): Promise<CheckResult> {
  const { clock } = context.ports;
  const known = new Set(before.map(({ id }) => id));
  const until = clock.now() + search.most;
  while (!context.signal.aborted && clock.now() < until) {
    context.progress({ summary: `looking for the run of ${args.workflow} that was started` });
    await clock.sleep(search.every, context.signal);
    const found = await asked(context, () => candidates(github, own, context));
    const fresh = found.kind === 'answer' ? found.value.filter(({ id }) => !known.has(id)) : [];
    if (fresh.length > 0) return takeUp(fresh, 'found by what is known of it', args, github);
  }
  return notFound(args, github, trouble);
}

function takeUp(runs: readonly Run[], how: string, args: Args, github: Github): CheckResult {
  const [run, ...others] = runs;
  if (run !== undefined && others.length === 0) return started(run, how, args);
  const urls = runs.map((each) => each.html_url).join(', ');
  const next = `Look which one is this session’s: ${urls}. Say done for this step with its number`;
  return notOne(`${String(runs.length)} runs that may be it`, next, args, github);
}

function started({ id, html_url }: Pick<Run, 'id' | 'html_url'>, observed: string, args: Args): CheckResult {
  const row = {
    check: name,
    result: 'pass',
    what: args.workflow,
    where: html_url,
    expected: 'one run',
    observed,
  } as const;
  return {
    verdict: 'pass',
    summary: `run ${id} of ${args.workflow}: ${observed}`,
    evidence: [row],
    values: { 'run-id': id, 'run-url': html_url },
  };
}

function notFound(args: Args, github: Github, trouble: GithubTrouble | undefined): CheckResult {
  const observed =
    trouble === undefined ? 'GitHub took it, but shows no run' : `${trouble.observed}, and no run is there`;
  const next = 'Run the step again: it looks for the run first, and starts none beside it';
  return notOne(observed, next, args, github);
}

function notOne(observed: string, next: string, { workflow }: Args, { where }: Github): CheckResult {
  const row = {
    check: name,
    result: 'error',
    what: workflow,
    where,
    expected: 'one run',
    observed,
    next,
  } as const;
  return { verdict: 'error', summary: `${workflow}: ${observed}`, evidence: [row] };
}
