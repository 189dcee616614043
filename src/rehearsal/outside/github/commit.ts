import { createHash } from 'node:crypto';
import type { Json } from '../../kubernetes/objects/json.ts';
import { type HttpReply, jsonReply } from '../../services/http.ts';
import type { SystemAsk } from '../system.ts';

/** The one repository that there is. */
export const repository = 'rehearsal/platform';

const checks = ['build', 'unit tests', 'end-to-end tests', 'Trivy', 'Snyk'] as const;
/** When everything that is not of this rehearsal took place. */
const before = '2026-01-05T09:00:00Z';

/**
 * What GitHub says of a commit, by the rest of the path below the repository: every check of a release is green, and it
 * was deployed to staging. Undefined: it asks for something else.
 */
export function commitReply(
  ask: SystemAsk,
  path: string,
  releases: readonly string[],
): HttpReply | undefined {
  const [, ref = '', what] = /^\/commits\/([^/]+)(?:\/(check-runs|statuses))?$/.exec(path) ?? [];
  if (ref !== '') return ofCommit(decodeURIComponent(ref), what, releases);
  if (path === '/deployments') return deployments(ask, releases);
  return /^\/deployments\/\d+\/statuses$/.test(path)
    ? jsonReply(200, [{ state: 'success', created_at: before, description: 'It runs in staging.' }])
    : undefined;
}

function ofCommit(ref: string, what: string | undefined, releases: readonly string[]): HttpReply {
  const known = [...releases, 'main'].find((one) => one === ref || shaOf(one) === ref);
  if (known === undefined) return jsonReply(422, { message: `No commit found for SHA: ${ref}` });
  switch (what) {
    case 'check-runs':
      return jsonReply(200, { total_count: checks.length, check_runs: checks.map(checkRun) });
    case 'statuses':
      return jsonReply(200, []);
    default:
      return jsonReply(200, { sha: shaOf(known), commit: { message: `Release ${known}` } });
  }
}

function checkRun(name: string, index: number): Json {
  return {
    id: index + 1,
    name,
    status: 'completed',
    conclusion: 'success',
    html_url: `https://github.invalid/${repository}/runs/${String(index + 1)}`,
    started_at: before,
    completed_at: before,
  };
}

function deployments({ query }: SystemAsk, releases: readonly string[]): HttpReply {
  const ref = releases.find((one) => shaOf(one) === query.get('sha'));
  const environment = query.get('environment');
  if (ref === undefined || environment !== 'staging') return jsonReply(200, []);
  return jsonReply(200, [{ id: 1, ref, sha: shaOf(ref), environment, created_at: before }]);
}

/** The commit of a tag or branch: not that of the rehearsal’s repository, but always the same. */
function shaOf(ref: string): string {
  return createHash('sha1').update(ref).digest('hex');
}
