import * as z from 'zod';
import { durationSchema, formatDuration } from '../../../runbook/values/duration.ts';
import type { RunContext } from '../../context.ts';
import { type Cluster, ClusterError } from '../../ports/cluster.ts';
import { missing, unanswered } from '../answers.ts';
import { type Check, type CheckResult, defineCheck } from '../define-check.ts';
import { clusterError } from '../watch-until.ts';
import type { Look } from './clue.ts';
import { conclude, diagnosisValues } from './conclude.ts';
import { revisionsBefore } from './releases.ts';
import { type Survey, survey } from './survey.ts';

const schema = z.strictObject({
  /** How far back the logs are read. */
  window: durationSchema.default(15 * 60_000),
  /** `cause`: finding one is what it is for. `nothing`: after a remedy, a finding is a failure. */
  expect: z.enum(['cause', 'nothing']).default('cause'),
});

/** What a part of a diagnosis may look at. */
export interface Scene {
  readonly seen: Survey;
  readonly cluster: Cluster;
  readonly context: RunContext;
  /** How far back the logs are read, in milliseconds. */
  readonly window: number;
}

interface Diagnosis {
  readonly name: string;
  readonly summary: string;
  /** What is looked at, in a few words. */
  readonly looksAt: string;
  readonly looks: (scene: Scene) => readonly Promise<Look>[];
}

/**
 * A diagnosis: looks at the whole namespace, changes nothing, and names the likeliest cause first. Its values are
 * `cause` (a word, `none` where nothing was found), `affected` (services, with commas between), `previous-revisions`
 * (as rollback.revisions takes them) and `findings` (how many).
 */
export function defineDiagnosis({ name, summary, looksAt, looks }: Diagnosis): Check {
  return defineCheck({
    name,
    summary,
    mode: 'look',
    needs: ['cluster'],
    sets: diagnosisValues,
    schema,
    example: { window: '15m' },
    describe: ({ window, expect }, { environment }) =>
      `${environment.namespace}: ${looksAt}, logs of the last ${formatDuration(window)}; ${expect === 'cause' ? 'names the likeliest cause' : 'finds nothing'}`,
    run: async ({ window, expect }, context) => {
      const { cluster } = context.ports;
      if (cluster === undefined) return missing(name, 'a pinned cluster', 'none');
      context.progress({ summary: 'looking at the namespace' });
      const seen = await survey(cluster, context);
      if (seen instanceof ClusterError) return unanswered(name, seen);
      try {
        const found = await Promise.all(looks({ seen, cluster, context, window }));
        const answer = conclude(name, found, (services) => revisionsBefore(services, seen));
        return expect === 'nothing' && hasFound(answer) ? { ...answer, verdict: 'fail' } : answer;
      } catch (thrown) {
        return unanswered(name, clusterError(thrown));
      }
    },
  });
}

function hasFound({ values }: CheckResult): boolean {
  return values?.['findings'] !== 0;
}
