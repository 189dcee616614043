import * as z from 'zod';
import { type Github, read } from './client.ts';

const pendingSchema = z.object({
  environment: z.object({ id: z.union([z.int(), z.bigint()]).transform(Number), name: z.string() }),
  current_user_can_approve: z.boolean(),
  reviewers: z
    .array(
      z.object({
        type: z.string().optional(),
        reviewer: z.object({ login: z.string().optional(), name: z.string().nullish() }).nullish(),
      }),
    )
    .default([]),
});

/** A deployment that waits for somebody to approve it. */
export interface PendingDeployment {
  readonly id: number;
  /** Name of the environment. */
  readonly environment: string;
  /** Whether the holder of the token may approve it. */
  readonly mayApprove: boolean;
  /** `octocat`, `the team release-managers`. */
  readonly reviewers: readonly string[];
}

export async function readPending(
  { api, repository }: Github,
  run: string,
): Promise<readonly PendingDeployment[]> {
  const answer = await api.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments', {
    ...repository,
    run_id: Number(run),
  });
  return read(z.array(pendingSchema), answer.data).map((one) => ({
    id: one.environment.id,
    environment: one.environment.name,
    mayApprove: one.current_user_can_approve,
    reviewers: one.reviewers.flatMap(({ type, reviewer }) => {
      const name = reviewer?.login ?? reviewer?.name ?? undefined;
      if (name === undefined) return [];
      return [type === 'Team' ? `the team ${name}` : name];
    }),
  }));
}

/** Who may approve, for people. */
export function reviewersText({ reviewers }: PendingDeployment): string {
  return reviewers.length === 0 ? 'nobody that GitHub names' : reviewers.join(', ');
}
