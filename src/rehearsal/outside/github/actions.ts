import type { Json } from '../../kubernetes/objects/json.ts';
import { bodyOf, type HttpReply, jsonReply, textReply } from '../../services/http.ts';
import type { Surroundings, SystemAsk } from '../system.ts';
import { repository } from './commit.ts';
import { beginRun, reviewRun, type RunJob, type Stand, type WorkflowRun } from './run.ts';

/** The one workflow that there is. */
const workflow = 'deploy-production.yml';
const person = 'rehearsal';
const environment = { id: 1, name: 'production' } as const;

/** Runs of the workflow, and what may be asked and done about them. */
export interface Actions {
  /** Undefined: the path, which is the rest below the repository, asks for something else. */
  reply(ask: SystemAsk, path: string): HttpReply | undefined;
  /** The log of a job, for whoever was led to it. */
  log(job: number): HttpReply;
}

export function startActions(surroundings: Surroundings): Actions {
  const runs: WorkflowRun[] = [];
  const jobOf = (id: number): RunJob | undefined =>
    runs.flatMap(({ jobs }) => jobs).find((job) => job.id === id);

  function dispatch(ask: SystemAsk): HttpReply {
    const { ref, inputs, return_run_details: details } = bodyOf(ask) ?? {};
    const given = texts(inputs);
    if (typeof ref !== 'string' || given['image_tag'] === undefined) {
      return jsonReply(422, { message: 'Required input ‘image_tag’ not provided' });
    }
    const id = 1000 + runs.length + 1;
    const title = `Deploy ${given['image_tag']} (${given['session'] ?? 'by hand'})`;
    const run = beginRun(surroundings, { id, title, ref, inputs: given });
    runs.unshift(run);
    if (details !== true) return { status: 204, contentType: 'application/json', body: '' };
    return jsonReply(200, { workflow_run_id: id, run_url: urlOf(run), html_url: urlOf(run) });
  }

  function ofRun(ask: SystemAsk, run: WorkflowRun, what: string | undefined): HttpReply | undefined {
    switch (`${ask.method} ${what ?? ''}`) {
      case 'GET ':
        return jsonReply(200, runJson(run));
      case 'GET jobs':
        return jsonReply(200, { total_count: run.jobs.length, jobs: run.jobs.map(jobJson) });
      case 'GET approvals':
        return jsonReply(200, run.reviews);
      case 'GET pending_deployments':
        return jsonReply(200, run.status === 'waiting' ? [pendingJson] : []);
      case 'POST pending_deployments': {
        const { state, comment } = bodyOf(ask) ?? {};
        if (typeof state !== 'string' || typeof comment !== 'string') {
          return jsonReply(422, { message: 'Invalid request' });
        }
        reviewRun(surroundings, run, state, comment);
        return jsonReply(200, []);
      }
      default:
        return undefined;
    }
  }

  function reply(ask: SystemAsk, path: string): HttpReply | undefined {
    if (path === `/actions/workflows/${workflow}/dispatches` && ask.method === 'POST') return dispatch(ask);
    if (path === `/actions/workflows/${workflow}/runs`) {
      return jsonReply(200, { total_count: runs.length, workflow_runs: runs.map(runJson) });
    }
    const [, id, what] = /^\/actions\/runs\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    const run = runs.find((one) => String(one.id) === id);
    if (run !== undefined) return ofRun(ask, run, what);
    const [, job] = /^\/actions\/jobs\/(\d+)\/logs$/.exec(path) ?? [];
    if (job !== undefined && jobOf(Number(job)) !== undefined) {
      const location = `http://${ask.headers['host'] ?? ''}/github/logs/${job}`;
      return { ...textReply(302, 'text/plain', ''), location };
    }
    const [, noted] = /^\/check-runs\/(\d+)\/annotations$/.exec(path) ?? [];
    return noted === undefined ? undefined : jsonReply(200, annotations(runs, Number(noted)));
  }

  return {
    reply,
    log: (id) => textReply(200, 'text/plain; charset=utf-8', `${(jobOf(id)?.log ?? []).join('\n')}\n`),
  };
}

/** What the job that prepares says of the deployment to come. */
function annotations(runs: readonly WorkflowRun[], id: number): Json {
  const run = runs.find(({ jobs: [first] }) => first?.id === id);
  if (run?.jobs[0]?.status !== 'completed') return [];
  const message = `${run.inputs['image_tag'] ?? ''} to ${environment.name}, from ${run.ref}`;
  return [{ annotation_level: 'notice', title: 'Deployment summary', message }];
}

function texts(inputs: unknown): Readonly<Record<string, string>> {
  const entries = typeof inputs === 'object' && inputs !== null ? Object.entries(inputs) : [];
  return Object.fromEntries(entries.map(([name, value]: [string, unknown]) => [name, String(value)]));
}

function urlOf({ id }: Pick<WorkflowRun, 'id'>): string {
  return `https://github.invalid/${repository}/actions/runs/${String(id)}`;
}

function standJson({ status, conclusion, startedAt, completedAt }: Stand) {
  return { status, conclusion, started_at: startedAt, completed_at: completedAt };
}

function runJson(run: WorkflowRun): Json {
  const { id, title, ref, createdAt, status, conclusion } = run;
  return {
    id,
    status,
    conclusion,
    html_url: urlOf(run),
    display_title: title,
    head_branch: ref,
    event: 'workflow_dispatch',
    created_at: createdAt,
    actor: { login: person },
  };
}

function jobJson(job: RunJob): Json {
  const steps = job.steps.map((step, index) => ({
    name: step.plan.name,
    number: index + 1,
    ...standJson(step),
  }));
  const html_url = `https://github.invalid/${repository}/actions/jobs/${String(job.id)}`;
  return { id: job.id, name: job.plan.name, html_url, ...standJson(job), steps };
}

const pendingJson: Json = {
  environment,
  wait_timer: 0,
  wait_timer_started_at: null,
  current_user_can_approve: true,
  reviewers: [{ type: 'User', reviewer: { login: person } }],
};
