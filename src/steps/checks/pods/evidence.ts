import type { Evidence } from '../../outcome.ts';
import type { Cluster } from '../../ports/cluster.ts';
import { type Case, byCause } from './common-cause.ts';
import type { Finding } from './finding.ts';
import { lastLines } from './last-lines.ts';

/** Services whose logs are fetched: after a release that breaks everything, ten logs say what sixteen do. */
const logsAtMost = 10;
/** Causes that are told with log lines, and lines for all of them together: more than a screen is not read. */
const toldInFull = 6;
const linesForAll = 30;
const linesAtMost = 15;
const linesAtLeast = 4;

/** A service with what is wrong with it. */
export interface Diagnosis {
  readonly service: string;
  readonly expected: string;
  /** In a sentence; used where there is no finding. */
  readonly message: string;
  /** Gravest first. */
  readonly findings: readonly Finding[];
  readonly next?: string;
}

/**
 * One piece of evidence for each cause: services that fail by the same missing Secret, the same lost node or the same
 * last words are told together. Each with the last log lines of its worst container.
 */
export async function evidenceOf(
  check: string,
  result: Evidence['result'],
  diagnoses: readonly Diagnosis[],
  cluster: Cluster,
): Promise<readonly Evidence[]> {
  const cases = await Promise.all(
    diagnoses.map(async (diagnosis, index): Promise<Case> => {
      const worst = diagnosis.findings[0];
      const wanted = index < logsAtMost && worst !== undefined;
      return { diagnosis, worst, lines: wanted ? await lastLines(worst, cluster, linesAtMost) : [] };
    }),
  );
  const groups = byCause(cases);
  const lines = Math.min(
    linesAtMost,
    Math.max(linesAtLeast, Math.floor(linesForAll / Math.max(1, groups.length))),
  );
  return groups.map((group, index) => evidenceOfGroup(check, result, group, index < toldInFull ? lines : 0));
}

function evidenceOfGroup(
  check: string,
  result: Evidence['result'],
  group: readonly [Case, ...Case[]],
  lines: number,
): Evidence {
  const [{ diagnosis, worst, lines: log }] = group;
  const next = worst?.next ?? diagnosis.next;
  const details = lines === 0 ? [] : detailsOf(group, log.slice(-lines));
  return {
    check,
    result,
    what: group.map((one) => one.diagnosis.service).join(', '),
    ...(worst === undefined ? {} : { where: `${whereOf(worst)}${morePods(group, worst)}` }),
    expected: group.length === 1 ? diagnosis.expected : `the pods of ${String(group.length)} services ready`,
    observed: observedOf(group),
    ...(worst?.since === undefined ? {} : { since: worst.since }),
    ...(next === undefined ? {} : { next }),
    ...(details.length === 0 ? {} : { details }),
  };
}

function observedOf(group: readonly [Case, ...Case[]]): string {
  const [{ diagnosis, worst }] = group;
  if (worst === undefined) return diagnosis.message;
  const same = group.every((one) => one.worst?.message === worst.message);
  if (same || worst.cause === undefined) return `${worst.reason}: ${worst.message}`;
  return `${worst.reason}: ${worst.cause} ${diagnosis.service}: ${worst.message}`;
}

function detailsOf(group: readonly [Case, ...Case[]], log: readonly string[]): readonly string[] {
  const [{ diagnosis, worst }] = group;
  const others = otherFindings(diagnosis.findings.slice(1), worst);
  return [
    ...(worst?.event === undefined ? [] : [`event: ${worst.event}`]),
    ...(log.length > 0
      ? [group.length === 1 ? 'last log lines:' : `last log lines of ${diagnosis.service}:`, ...log]
      : []),
    ...(others.length > 0 ? ['also:', ...others] : []),
  ];
}

/** Pods that fail in the same way are counted, not told again. */
function morePods(group: readonly Case[], worst: Finding): string {
  const all = group.flatMap((one) => one.diagnosis.findings.filter((finding) => isAlike(finding, worst)));
  const more = new Set(all.map((finding) => finding.pod)).size - 1;
  return more > 0 ? ` and ${String(more)} more pod${more === 1 ? '' : 's'}` : '';
}

/** The findings that are not the worst one's again, each once with the number of its pods. */
function otherFindings(findings: readonly Finding[], worst: Finding | undefined): readonly string[] {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (worst !== undefined && isAlike(finding, worst)) continue;
    const key = `${finding.reason} ${finding.cause ?? finding.message}`;
    kinds.set(key, [...(kinds.get(key) ?? []), finding]);
  }
  return [...kinds.values()].slice(0, 3).flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const more = rest.length === 0 ? '' : ` (and ${String(rest.length)} more pods)`;
    return [`${first.pod}: ${first.message}${more}`];
  });
}

/** True where both tell of the same trouble, be it in different pods or at a different count of restarts. */
function isAlike(one: Finding, other: Finding): boolean {
  if (one.reason !== other.reason) return false;
  return one.cause === undefined || other.cause === undefined
    ? one.message === other.message || one.exitCode === other.exitCode
    : one.cause === other.cause;
}

/** `pod x, container y`, or what else could not be created. */
export function whereOf(finding: Finding): string {
  if (finding.reason === 'FailedCreate') return finding.pod;
  return `pod ${finding.pod}${finding.container === undefined ? '' : `, container ${finding.container}`}`;
}
