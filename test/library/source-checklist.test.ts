import { describe, expect, it } from 'vitest';
import { runbookOf } from './library.ts';

/** The pre-deployment checklist of the written runbook, word for word, with whether a machine can look too. */
const written: readonly (readonly [item: string, looked: boolean])[] = [
  ['All PRs approved and merged to `main`', true],
  ['CI pipeline green (all tests passing)', true],
  ['Security scans passed (Trivy, Snyk)', true],
  ['Staging deployment successful', true],
  ['QA sign-off received', false],
  ['Release notes prepared', true],
  ['Cluster health verified (nodes ready)', true],
  ['Resource quotas sufficient (CPU, memory, disk)', true],
  ['Database backups completed (< 1 hour old)', true],
  ['Secrets rotated (if scheduled)', false],
  ['SSL certificates valid (> 30 days remaining)', true],
  ['Deployment scheduled in change calendar', true],
  ['Stakeholders notified (email, Slack)', false],
  ['PagerDuty maintenance window created (if planned downtime)', false],
  ['Status page updated ("Maintenance Scheduled")', false],
  ['Database backup verified', false],
  ['Current deployment manifests saved', true],
  ['Current image tags documented', true],
  ['Rollback plan reviewed', false],
];

const access = [
  'cluster',
  'GitHub repository',
  'container registry',
  'Vault',
  'Grafana and Prometheus',
  'PagerDuty',
];
const tools = ['kubectl', 'kustomize', 'helm', 'vault'];

const { steps } = runbookOf('deploy');
const items = steps.filter(({ kind }) => kind === 'checklist');

describe('the pre-deployment checklist of deploy.md', () => {
  it.each(written)('has the item %j, in the words of the written runbook', (item) => {
    expect(items.filter(({ body }) => body === item)).toHaveLength(1);
  });

  it.each(written)('offers a check beside %j where a machine can look: %s', (item, looked) => {
    const found = items.find(({ body }) => body === item);
    expect(found?.config['check'] !== undefined).toBe(looked);
  });

  it('keeps the order of the written one', () => {
    const texts = items.map(({ body }) => body);
    const places = written.map(([item]) => texts.indexOf(item));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('comes before anything that changes the cluster', () => {
    const last = steps.findLastIndex(({ body }) => written.some(([item]) => item === body));
    const apply = steps.findIndex(({ id }) => id === 'apply');
    expect(last).toBeLessThan(apply);
  });

  it.each(access)('asks for the access to %s', (what) => {
    expect(items.some(({ body }) => body.startsWith('Access to') && body.includes(what))).toBe(true);
  });

  it.each(tools)('looks at the version of %s', (tool) => {
    expect(steps.some(({ config, body }) => `${JSON.stringify(config)}${body}`.includes(tool))).toBe(true);
  });
});
