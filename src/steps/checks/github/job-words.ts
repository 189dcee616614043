import * as z from 'zod';
import type { RunContext } from '../../context.ts';
import { asked, type Github, read } from './client.ts';
import type { Job } from './runs.ts';

/** Bytes of a log that are read, and milliseconds for that. */
const limit = 8 * 1024 * 1024;
const timeout = 20_000;
/** Last lines of a log that are told. */
const lastLines = 12;

const annotationsSchema = z.array(
  z.object({
    annotation_level: z.string().nullish(),
    title: z.string().nullish(),
    message: z.string().nullish(),
  }),
);

/**
 * What a job has to say in annotations, such as `::notice title=…::` writes them: all of its summary that GitHub’s API
 * gives. Empty where they can’t be read: they are no more than an explanation.
 */
export async function annotationsOf(
  github: Github,
  job: Job,
  context: Pick<RunContext, 'ports'>,
): Promise<readonly string[]> {
  const { api, repository } = github;
  const answer = await asked(context, async () => {
    const said = await api.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations', {
      ...repository,
      // The number of a job is that of its check run.
      check_run_id: Number(job.id),
      per_page: 50,
    });
    return read(annotationsSchema, said.data);
  });
  if (answer.kind === 'trouble') return [];
  return answer.value.flatMap(({ annotation_level, title, message }) => {
    const words = [title, message].filter(Boolean).join(': ');
    return words === '' ? [] : words.split('\n').map((line) => `${annotation_level ?? 'notice'}: ${line}`);
  });
}

/**
 * The last lines of a job’s log up to its error. GitHub leads to an address elsewhere, which is asked without the token.
 */
export async function lastWords(github: Github, job: Job, context: RunContext): Promise<readonly string[]> {
  const { api, repository } = github;
  const answer = await asked(context, () =>
    api.request('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', {
      ...repository,
      job_id: Number(job.id),
    }),
  );
  if (answer.kind === 'trouble') return [`its log can’t be read: ${answer.trouble.observed}`];
  const { headers, data, url } = answer.value;
  const location = headers.location;
  const log = location === undefined ? String(data) : await download(new URL(location, url), context);
  return log === undefined
    ? ['its log can’t be read: where GitHub leads to it does not answer']
    : linesToError(log);
}

async function download(url: URL, { ports, signal }: RunContext): Promise<string | undefined> {
  const request = { method: 'GET', url: url.href, headers: {}, timeout, limit, signal };
  const answer = await ports.http.request(request);
  return answer.kind === 'answer' && answer.status === 200 ? answer.body : undefined;
}

/** The lines before the last error, that one included; else the last of all. Without the time before each. */
function linesToError(log: string): readonly string[] {
  const lines = log
    .split(/\r?\n/)
    .map((line) => line.replace(/^\uFEFF?\d{4}-\d\d-\d\dT[\d:.]+Z /, ''))
    .filter((line) => line.trim() !== '');
  const error = lines.findLastIndex((line) => line.startsWith('##[error]'));
  const end = error === -1 ? lines.length : error + 1;
  return lines
    .slice(Math.max(0, end - lastLines), end)
    .map((line) => line.replace(/^##\[error\]/, 'error: '));
}
