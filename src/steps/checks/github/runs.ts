import * as z from 'zod';
import { type Github, read } from './client.ts';

const id = z.union([z.int(), z.bigint()]).transform(String);
const maybe = z.string().nullish();

const runSchema = z.object({
  id,
  status: maybe,
  conclusion: maybe,
  html_url: z.string(),
  display_title: z.string().default(''),
  head_branch: maybe,
  event: z.string().default(''),
  created_at: z.string(),
  actor: z.object({ login: z.string() }).nullish(),
});

const stepSchema = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: maybe,
  started_at: maybe,
  completed_at: maybe,
});

const jobSchema = z.object({
  id,
  name: z.string(),
  status: z.string(),
  conclusion: maybe,
  html_url: maybe,
  started_at: maybe,
  completed_at: maybe,
  steps: z.array(stepSchema).default([]),
});

/** A run of a workflow, as GitHub has it. */
export type Run = z.infer<typeof runSchema>;
/** A job of a run, with its steps. `status`: queued, in_progress, waiting, completed and others. */
export type Job = z.infer<typeof jobSchema>;
export type JobStep = z.infer<typeof stepSchema>;

export async function readRun({ api, repository }: Github, run: string): Promise<Run> {
  const answer = await api.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
    ...repository,
    run_id: Number(run),
  });
  return read(runSchema, answer.data);
}

/** The jobs of the run's last attempt. */
export async function readJobs({ api, repository }: Github, run: string): Promise<readonly Job[]> {
  const jobs = await api.paginate('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
    ...repository,
    run_id: Number(run),
    filter: 'latest',
    per_page: 100,
  });
  return read(z.array(jobSchema), jobs);
}

/** Runs of a workflow that were dispatched since then, the newest first. `since`: ISO time. */
export async function dispatchedSince(
  { api, repository }: Github,
  workflow: string,
  since: string,
): Promise<readonly Run[]> {
  const runs = await api.paginate('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
    ...repository,
    workflow_id: workflow,
    event: 'workflow_dispatch',
    created: `>=${since}`,
    per_page: 100,
  });
  return read(z.array(runSchema), runs);
}
