import type { RunContext } from '../../context.ts';
import type { Cluster } from '../../ports/cluster.ts';
import type { Clue, Look } from './clue.ts';
import { type Release, recentRelease } from './releases.ts';
import type { Survey } from './survey.ts';
import { type Manner, measure } from './traffic.ts';

/** Where platform.yaml says no threshold: what the written procedure calls normal. */
const usual = { errors: 1, latency: 2000 } as const;

/** What is looked for in the services' answers. */
export type Trouble = 'errors' | 'latency';

/** Which services answer with errors, or slowly, and whether that began with a release. */
export async function lookAtTraffic(
  trouble: Trouble,
  seen: Survey,
  cluster: Cluster,
  context: RunContext,
): Promise<Look> {
  const { manners, unseen } = await measure(cluster, context);
  const { thresholds } = context.inventory;
  const limit =
    trouble === 'errors'
      ? (thresholds['error-rate-percent'] ?? usual.errors)
      : (thresholds['latency-p95-milliseconds'] ?? usual.latency);
  const bad = manners.filter((manner) => (figureOf(manner, trouble) ?? 0) >= limit);
  const by = manners[0]?.by ?? 'nothing';
  const what = `${trouble === 'errors' ? 'the share of failed requests' : 'the latency'} of ${String(manners.length)} services (${by})`;
  const unknown =
    manners.length === 0 && unseen.length === 0
      ? [
          {
            what: 'how the services answer',
            why: 'no figure came',
            next: 'Look whether there is any traffic',
          },
        ]
      : unseen;
  return { what, clues: cluesOf(trouble, bad, limit, manners.length, seen), unseen: unknown };
}

function figureOf({ errorPercent, p95 }: Manner, trouble: Trouble): number | undefined {
  return trouble === 'errors' ? errorPercent : p95;
}

interface Bad {
  readonly manner: Manner;
  readonly release: Release | undefined;
}

/** Those that began with a release are told as that; of the others, each by itself is its own cause. */
function cluesOf(
  trouble: Trouble,
  bad: readonly Manner[],
  limit: number,
  all: number,
  seen: Survey,
): readonly Clue[] {
  const cases = bad.map((manner): Bad => {
    const member = seen.members.find(({ name }) => name === manner.service);
    return { manner, release: member === undefined ? undefined : recentRelease(member, seen) };
  });
  const released = cases.filter(({ release }) => release !== undefined);
  const others = cases.filter(({ release }) => release === undefined);
  return [
    ...clueOf('release', trouble, released, limit, all),
    ...clueOf(trouble === 'errors' ? 'errors' : 'slow', trouble, others, limit, all),
  ];
}

function clueOf(
  cause: 'release' | 'errors' | 'slow',
  trouble: Trouble,
  cases: readonly Bad[],
  limit: number,
  all: number,
): readonly Clue[] {
  const worst = cases.toSorted(
    (a, b) => (figureOf(b.manner, trouble) ?? 0) - (figureOf(a.manner, trouble) ?? 0),
  );
  const [first] = worst;
  if (first === undefined) return [];
  const since = cases.flatMap(({ release }) => release?.since ?? []).toSorted()[0];
  const share = `${String(cases.length)} of ${String(all)} services`;
  const how = trouble === 'errors' ? 'answer with errors' : 'are slow';
  return [
    {
      cause,
      services: worst.map(({ manner }) => manner.service),
      where: first.manner.by,
      expected: `below ${figureText(limit, trouble)}`,
      observed: `${share} ${how}, worst ${first.manner.service} with ${figureText(figureOf(first.manner, trouble) ?? 0, trouble)}${cause === 'release' ? '; all of these were released lately' : ''}`,
      ...(since === undefined ? {} : { since }),
      next: adviceOf(cause, trouble),
      details: worst.slice(0, 8).map(({ manner, release }) => {
        const figure = figureText(figureOf(manner, trouble) ?? 0, trouble);
        const began =
          release === undefined ? '' : `, revision ${String(release.revision)} since ${release.since}`;
        return `${manner.service}: ${figure}${began}`;
      }),
    },
  ];
}

function figureText(figure: number, trouble: Trouble): string {
  return trouble === 'errors'
    ? `${String(Math.round(figure * 10) / 10)} % errors`
    : `p95 ${String(Math.round(figure))} ms`;
}

function adviceOf(cause: 'release' | 'errors' | 'slow', trouble: Trouble): string {
  if (cause === 'release') return 'Roll these services back to the revision before';
  return trouble === 'errors'
    ? 'Read the last errors of the worst one, and look at what it depends on'
    : 'Look at what the worst one waits for; add replicas if it is busy';
}
