import { describeDifference, differences } from '../../manifest/compare.ts';
import type { DeploymentImages } from '../../manifest/image-table.ts';
import { field } from '../../manifest/json.ts';
import type { Evidence, Verdict } from '../../outcome.ts';
import type { Manifest } from '../../ports/cluster.ts';
import { missing } from '../answers.ts';
import type { CheckResult } from '../define-check.ts';

const check = 'snapshot.matches';

/** What is known of one service: in the snapshot, and now. */
export interface Match {
  readonly service: string;
  readonly deployment: string;
  readonly saved: Manifest | undefined;
  readonly live: Manifest | undefined;
  readonly recorded: DeploymentImages | undefined;
  readonly running: DeploymentImages | undefined;
}

export interface MatchRules {
  readonly parts: 'all' | 'images';
  readonly takenAt: string;
}

/** Compares each service with the snapshot; bad ones first, all named. */
export function judgeMatches(facts: readonly Match[], rules: MatchRules): CheckResult {
  const all = facts.map((fact) => evidenceOf(fact, rules));
  const bad = all.filter(({ result }) => result !== 'pass');
  const [first, ...rest] = [...bad, ...all.filter(({ result }) => result === 'pass')];
  if (first === undefined) return missing(check, 'Deployments in the snapshot', 'none');
  const count = `${String(all.length - bad.length)} of ${String(all.length)} run what ran when the snapshot was taken`;
  const failing = bad.map(({ what }) => what);
  if (bad.length === 0) return { verdict: 'pass', summary: count, evidence: [first, ...rest] };
  return {
    verdict: bad.some(({ result }) => result === 'fail') ? 'fail' : 'inconclusive',
    summary: `${count}; not: ${failing.join(', ')}`,
    evidence: [first, ...rest],
    failing,
  };
}

function evidenceOf(fact: Match, rules: MatchRules): Evidence {
  const { saved, live, recorded, running } = fact;
  const of = `as in the snapshot of ${rules.takenAt}`;
  const base = { check, what: fact.service, where: `Deployment ${fact.deployment}`, expected: of };
  if (saved === undefined || recorded === undefined) {
    const next = 'Name services that the snapshot holds';
    return { ...base, result: 'inconclusive', observed: 'it is not in the snapshot', next };
  }
  if (live === undefined || running === undefined) {
    return { ...base, result: 'fail', observed: 'there is no such Deployment', next: 'Restore it' };
  }
  const template = rules.parts === 'images' ? [] : templateLines(saved, live);
  const digests = recorded.containers.map((container) => {
    const now = running.containers.find((one) => one.container === container.container);
    return digestOf(container.container, container.digests, now?.digests ?? [], recorded.replicas);
  });
  const verdict = worst([template.length === 0 ? 'pass' : 'fail', ...digests.map(({ result }) => result)]);
  const telling = digests.filter(({ result }) => result !== 'pass');
  const details = [...template, ...(telling.length === 0 ? digests : telling).map(({ line }) => line)];
  if (verdict === 'pass') return { ...base, result: 'pass', observed: 'the same', details };
  const observed = template.length > 0 ? 'its template differs' : (telling[0]?.line ?? 'it differs');
  return { ...base, result: verdict, observed, next: nextOf(verdict), details };
}

function nextOf(verdict: Verdict): string {
  return verdict === 'fail'
    ? 'Wait until no old pod is left; else restore it again, and look who changes it'
    : 'Compare the digests with the registry by hand, then say what you found';
}

function templateLines(saved: Manifest, live: Manifest): readonly string[] {
  const path = ['spec', 'template'] as const;
  return differences(field(saved, ...path), field(live, ...path), path.join('.')).map(describeDifference);
}

/** What runs of a container, by digest. Where nothing was recorded of something that ran, nobody can tell. */
function digestOf(
  container: string,
  recorded: readonly string[],
  running: readonly string[],
  replicas: number,
): { readonly result: Verdict; readonly line: string } {
  const before = recorded.map(bare);
  const now = running.map(bare);
  const ran = now.join(', ') || 'nothing';
  if (before.length === 0) {
    const result = replicas === 0 && now.length === 0 ? 'pass' : 'inconclusive';
    return { result, line: `${container}: no digest was recorded, runs ${ran}` };
  }
  if (now.length === 0)
    return { result: 'fail', line: `${container}: no pod runs, recorded ${before.join(', ')}` };
  const other = now.filter((digest) => !before.includes(digest));
  if (other.length === 0) return { result: 'pass', line: `${container}: runs ${ran}` };
  return { result: 'fail', line: `${container}: runs ${other.join(', ')}, recorded ${before.join(', ')}` };
}

/** `sha256:…`, without the name and the scheme that runtimes write before it. */
function bare(imageId: string): string {
  return imageId.replace(/^.*@/, '').replace(/^.*:\/\//, '');
}

function worst(results: readonly Verdict[]): Verdict {
  if (results.includes('fail')) return 'fail';
  return results.includes('inconclusive') ? 'inconclusive' : 'pass';
}
