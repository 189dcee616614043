import type { Cluster } from '../../ports/cluster.ts';
import type { Evidence } from '../../outcome.ts';
import type { Finding } from './finding.ts';

/** Last lines of a log that are kept as evidence. */
const logLines = 15;
/** Services whose logs are fetched: after a release that breaks everything, ten logs say what sixteen do. */
const logsAtMost = 10;

/** A service with what is wrong with it. */
export interface Diagnosis {
  readonly service: string;
  readonly expected: string;
  /** In a sentence; used where there is no finding. */
  readonly message: string;
  readonly findings: readonly Finding[];
  readonly next?: string;
}

/** Evidence for each service that is not well, with the last log lines of its worst container. */
export async function evidenceOf(
  check: string,
  result: Evidence['result'],
  diagnoses: readonly Diagnosis[],
  cluster: Cluster,
): Promise<readonly Evidence[]> {
  return Promise.all(
    diagnoses.map(async (diagnosis, index) => {
      const worst = diagnosis.findings[0];
      const lines = index < logsAtMost && worst !== undefined ? await lastLines(worst, cluster) : [];
      return evidence(check, result, diagnosis, worst, lines);
    }),
  );
}

function evidence(
  check: string,
  result: Evidence['result'],
  diagnosis: Diagnosis,
  worst: Finding | undefined,
  lines: readonly string[],
): Evidence {
  const others = diagnosis.findings.slice(1, 4).map((finding) => `${finding.pod}: ${finding.message}`);
  const details = [
    ...(lines.length > 0 ? ['last log lines:', ...lines] : []),
    ...(others.length > 0 ? ['also:', ...others] : []),
  ];
  const next = worst?.next ?? diagnosis.next;
  return {
    check,
    result,
    what: diagnosis.service,
    ...(worst === undefined ? {} : { where: whereOf(worst) }),
    expected: diagnosis.expected,
    observed: worst === undefined ? diagnosis.message : `${worst.reason}: ${worst.message}`,
    ...(worst?.since === undefined ? {} : { since: worst.since }),
    ...(next === undefined ? {} : { next }),
    ...(details.length === 0 ? {} : { details }),
  };
}

/** `pod x, container y`, or what else could not be created. */
export function whereOf(finding: Finding): string {
  if (finding.reason === 'FailedCreate') return finding.pod;
  return `pod ${finding.pod}${finding.container === undefined ? '' : `, container ${finding.container}`}`;
}

/** The end of the log that explains a finding. A log that can't be had is not worth another failure. */
async function lastLines(finding: Finding, cluster: Cluster): Promise<readonly string[]> {
  const { log, container, pod } = finding;
  if (log === undefined || container === undefined) return [];
  // The container may have been restarted since: the other run's log is the one then.
  for (const previous of log === 'previous' ? [true, false] : [false, true]) {
    const text = await cluster.podLog({ pod, container, previous, tailLines: logLines }).catch(() => '');
    if (text !== '') return text.split('\n').slice(-logLines);
  }
  return [];
}
