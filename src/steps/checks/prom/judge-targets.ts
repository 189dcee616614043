import type { Service } from '../../../runbook/inventory.ts';
import { field, items, record, text } from '../../manifest/json.ts';
import type { Evidence } from '../../outcome.ts';
import { worstOf } from '../assertions.ts';
import type { CheckResult } from '../define-check.ts';
import { type Labels, seriesName } from './samples.ts';
import { servicesNamed } from './series.ts';

/** Something that Prometheus asks for its figures. */
export interface ScrapeTarget {
  readonly labels: Labels;
  readonly url: string;
  /** `up`, `down`, or `unknown` before it was asked for the first time. */
  readonly health: string;
  readonly lastError: string;
  /** ISO time; undefined: it was not asked yet. */
  readonly lastScrape: string | undefined;
}

export interface TargetsFacts {
  readonly check: string;
  readonly where: string;
  readonly targets: readonly ScrapeTarget[];
  /** Labels that a target must have to be looked at. */
  readonly match: Labels;
  /** How many there must be. */
  readonly min: number;
  readonly services: readonly Service[];
}

/** The active targets of an answer of `/api/v1/targets`; those that were dropped are not asked at all. */
export function readTargets(data: unknown): readonly ScrapeTarget[] {
  return items(field(data, 'activeTargets')).map((each) => ({
    labels: textsOf(field(each, 'labels')),
    url: text(field(each, 'scrapeUrl')) ?? 'an unknown address',
    health: text(field(each, 'health')) ?? 'unknown',
    lastError: text(field(each, 'lastError')) ?? '',
    lastScrape: timeOf(text(field(each, 'lastScrape'))),
  }));
}

/** True where an object has all these labels with these values. */
export function hasLabels(labels: Labels, match: Labels): boolean {
  return Object.entries(match).every(([name, value]) => labels[name] === value);
}

export function textsOf(value: unknown): Labels {
  const entries = Object.entries(record(value));
  return Object.fromEntries(
    entries.flatMap(([name, each]) => (typeof each === 'string' ? [[name, each]] : [])),
  );
}

/** Every target is up. Without targets nothing is known, and that is no pass. */
export function judgeTargets(facts: TargetsFacts): CheckResult {
  const { check, where, match, min } = facts;
  const targets = facts.targets.filter(({ labels }) => hasLabels(labels, match));
  const rows = targets.map((target) => row(check, target));
  const bad = rows.filter(({ result }) => result !== 'pass');
  const count = `${targets.length - bad.length} of ${targets.length} targets are up`;
  const [first, ...rest] = [
    ...bad.toSorted((a, b) => a.result.localeCompare(b.result)),
    ...(targets.length < min ? [tooFew(facts, targets.length)] : []),
    ...rows.filter(({ result }) => result === 'pass'),
  ];
  if (first === undefined) return tooFewAtAll(facts);
  const verdict = worstOf([first, ...rest]);
  const failing = servicesNamed(
    targets.flatMap(({ labels, health }) =>
      health === 'down'
        ? [
            {
              check,
              result: 'fail',
              what: labels['service'] ?? '',
              expected: 'up',
              observed: health,
              where,
            } as const,
          ]
        : [],
    ),
    facts.services,
  );
  const names = [...new Set(bad.map(({ what }) => what))].join(', ');
  const short = targets.length < min ? `, where at least ${min} are expected` : '';
  return {
    verdict,
    summary: bad.length === 0 ? `${count}${short}` : `${count}${short}; not: ${names}`,
    evidence: [first, ...rest],
    ...(failing.length === 0 ? {} : { failing }),
    measured: { label: 'targets that are not up', unit: '', value: bad.length },
  };
}

function row(check: string, { labels, url, health, lastError, lastScrape }: ScrapeTarget): Evidence {
  const what = labels['service'] ?? labels['job'] ?? seriesName(labels);
  const base = { check, what, where: url, expected: 'up' };
  switch (health) {
    case 'up':
      return { ...base, result: 'pass', observed: health };
    case 'down': {
      const observed = lastError === '' ? health : `${health}: ${lastError}`;
      const next = 'Look at the pod behind it, at its metrics endpoint, and at network policies';
      const since = lastScrape === undefined ? {} : { since: lastScrape };
      return { ...base, result: 'fail', observed, next, ...since };
    }
    default: {
      const next = 'Wait until Prometheus has asked it once';
      return { ...base, result: 'inconclusive', observed: `${health}: it was not asked yet`, next };
    }
  }
}

function tooFew({ check, where, match, min }: TargetsFacts, count: number): Evidence {
  const labels = Object.keys(match).length === 0 ? '' : ` with ${seriesName(match)}`;
  return {
    check,
    result: count === 0 ? 'inconclusive' : 'fail',
    what: `targets${labels}`,
    where,
    expected: `at least ${min}`,
    observed: String(count),
    next: 'Look at the service discovery of Prometheus, and at the labels that are asked for',
  };
}

function tooFewAtAll(facts: TargetsFacts): CheckResult {
  const evidence = tooFew(facts, 0);
  return { verdict: 'inconclusive', summary: `Prometheus has no ${evidence.what}`, evidence: [evidence] };
}

/** Go writes the time of a target that was never asked as the year 1. */
function timeOf(written: string | undefined): string | undefined {
  const at = Date.parse(written ?? '');
  return Number.isNaN(at) || at < 0 ? undefined : new Date(at).toISOString();
}
