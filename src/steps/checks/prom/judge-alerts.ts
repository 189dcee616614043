import type { Service } from '../../../runbook/inventory.ts';
import { field, items, text } from '../../manifest/json.ts';
import type { Evidence } from '../../outcome.ts';
import { worstOf } from '../assertions.ts';
import type { CheckResult } from '../define-check.ts';
import { hasLabels, textsOf } from './judge-targets.ts';
import { type Labels, seriesName } from './samples.ts';
import { servicesNamed } from './series.ts';

/** An alert that is active: it fires, or will where it lasts. */
export interface ActiveAlert {
  readonly name: string;
  readonly labels: Labels;
  readonly state: string;
  readonly summary: string;
  /** ISO time. */
  readonly since: string | undefined;
}

export interface AlertsFacts {
  readonly check: string;
  readonly where: string;
  readonly alerts: readonly ActiveAlert[];
  /** Names of the alerting rules that Prometheus has. */
  readonly rules: readonly string[];
  /** Names that must be silent; empty: all. */
  readonly silent: readonly string[];
  readonly ignore: readonly string[];
  readonly match: Labels;
  readonly services: readonly Service[];
}

/** The alerts of an answer of `/api/v1/alerts`. */
export function readAlerts(data: unknown): readonly ActiveAlert[] {
  return items(field(data, 'alerts')).map((each) => {
    const labels = textsOf(field(each, 'labels'));
    const annotations = textsOf(field(each, 'annotations'));
    const at = Date.parse(text(field(each, 'activeAt')) ?? '');
    return {
      name: labels['alertname'] ?? 'an alert without a name',
      labels,
      state: text(field(each, 'state')) ?? 'unknown',
      summary: annotations['summary'] ?? annotations['description'] ?? '',
      since: Number.isNaN(at) ? undefined : new Date(at).toISOString(),
    };
  });
}

/** The names of the alerting rules of an answer of `/api/v1/rules`. */
export function readRuleNames(data: unknown): readonly string[] {
  return items(field(data, 'groups'))
    .flatMap((group) => items(field(group, 'rules')))
    .flatMap((rule) => (field(rule, 'type') === 'alerting' ? (text(field(rule, 'name')) ?? []) : []));
}

/** No alert fires of those that must be silent. A rule that is not there is silent too, and proves nothing. */
export function judgeAlerts(facts: AlertsFacts): CheckResult {
  const { silent, ignore, match, alerts, rules } = facts;
  const meant = (name: string): boolean =>
    !ignore.includes(name) && (silent.length === 0 || silent.includes(name));
  const active = alerts.filter(({ name, labels }) => meant(name) && hasLabels(labels, match));
  const firing = active.filter(({ state }) => state === 'firing');
  const unknown = silent.filter((name) => !rules.includes(name));
  const known = rules.filter((name) => meant(name));
  const [first, ...rest] = [
    ...alike(active)
      .map((each) => rowOf(facts, each))
      .toSorted((a, b) => a.result.localeCompare(b.result)),
    ...unknown.map((name) => noRule(facts, name)),
    ...(known.length > 0 || unknown.length > 0 ? [] : [noRule(facts, 'any alert')]),
    ...(known.length > 0 && active.length === 0 ? [quiet(facts, known)] : []),
  ];
  if (first === undefined)
    return { verdict: 'inconclusive', summary: noRules, evidence: [noRule(facts, 'any alert')] };
  const failing = servicesNamed(
    firing.map((alert) => ({ ...row(facts, alert), what: alert.labels['service'] ?? '' })),
    facts.services,
  );
  return {
    verdict: worstOf([first, ...rest]),
    summary: summaryOf(firing, unknown, known),
    evidence: [first, ...rest],
    ...(failing.length === 0 ? {} : { failing }),
    measured: { label: 'alerts that fire', unit: '', value: firing.length },
  };
}

const noRules = 'Prometheus has no alerting rules, so that its silence says nothing';

function summaryOf(
  firing: readonly ActiveAlert[],
  unknown: readonly string[],
  known: readonly string[],
): string {
  if (firing.length > 0) {
    const names = [...new Set(firing.map(({ name }) => name))].join(', ');
    return `${firing.length === 1 ? '1 alert fires' : `${firing.length} alerts fire`}: ${names}`;
  }
  if (unknown.length > 0)
    return `Prometheus has no alerting rule ${unknown.join(', ')}, so that its silence says nothing`;
  return known.length === 0 ? noRules : `none of ${known.length} alerting rules fires`;
}

/** Alerts of one rule, one state and one text: they differ in what they are about. */
function alike(alerts: readonly ActiveAlert[]): readonly (readonly ActiveAlert[])[] {
  return [
    ...Map.groupBy(alerts, ({ name, state, summary }) => JSON.stringify([name, state, summary])).values(),
  ];
}

/** One row for all that are alike, so that a rule that fires for every service is read at a glance. */
function rowOf(facts: AlertsFacts, alerts: readonly ActiveAlert[]): Evidence {
  const [first, ...others] = alerts;
  if (first === undefined) return noRule(facts, 'any alert');
  if (others.length === 0) return row(facts, first);
  const isShared = (name: string): boolean =>
    others.every(({ labels }) => labels[name] === first.labels[name]);
  const differing = Object.keys(first.labels).filter((name) => !isShared(name));
  const about = differing.map((name) => `${name} ${valuesOf(alerts, name).join(', ')}`);
  const alert = {
    ...first,
    labels: Object.fromEntries(Object.entries(first.labels).filter(([name]) => isShared(name))),
    summary: [first.summary, ...about].filter((part) => part !== '').join('; '),
    since: alerts.flatMap(({ since }) => since ?? []).toSorted()[0],
  };
  return row(facts, alert, `${first.state}, ${String(alerts.length)} times`);
}

function valuesOf(alerts: readonly ActiveAlert[], label: string): readonly string[] {
  return [...new Set(alerts.map(({ labels }) => labels[label] ?? 'none'))].toSorted();
}

function row({ check, where }: AlertsFacts, alert: ActiveAlert, told = alert.state): Evidence {
  const { name, labels, state, summary, since } = alert;
  const { alertname: _name, ...others } = labels;
  const observed = [told, seriesName(others), summary]
    .filter((part) => part !== '' && part !== '{}')
    .join(' ');
  const base = {
    check,
    what: name,
    where,
    expected: 'silent',
    observed,
    ...(since === undefined ? {} : { since }),
  };
  // What is pending has not lasted long enough to count, by the rule itself.
  if (state === 'pending') return { ...base, result: 'pass' };
  return { ...base, result: 'fail', next: 'Look at what the alert is about before anything else' };
}

function quiet({ check, where }: AlertsFacts, known: readonly string[]): Evidence {
  return { check, result: 'pass', what: known.join(', '), where, expected: 'silent', observed: 'silent' };
}

function noRule({ check, where }: AlertsFacts, what: string): Evidence {
  return {
    check,
    result: 'inconclusive',
    what,
    where,
    expected: 'an alerting rule that is silent',
    observed: 'no such rule',
    next: 'Compare the names with the rules that Prometheus has loaded',
  };
}
