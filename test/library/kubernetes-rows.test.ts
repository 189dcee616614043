import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/runbook/model.ts';
import { runbookOf, stepOf } from './library.ts';

/**
 * The written runbook's commands that fail or mislead on a real cluster, by their number in the table of
 * findings, each with the form that deploy.md, rollback.md and verify.md use instead.
 */
const deploy = runbookOf('deploy').steps;
const rollback = runbookOf('rollback').steps;
const all = [...deploy, ...rollback, ...runbookOf('verify').steps];
const shell = all.map(textOf).join('\n');

function textOf({ config, body }: Step): string {
  const check = config['check'];
  const nested = typeof check === 'object' && check !== null && 'with' in check ? check.with : undefined;
  const run = typeof nested === 'object' && nested !== null && 'run' in nested ? String(nested.run) : '';
  return `${body}\n${run}`;
}

function before(steps: readonly Step[], first: string, second: string): boolean {
  const place = (id: string): number => steps.findIndex((step) => step.id === id);
  return place(first) >= 0 && place(first) < place(second);
}

describe('the findings on real clusters', () => {
  it('row 1: a saved state is restored by the product, never by applying a dump', () => {
    expect(stepOf('deploy', 'save-state').config['action']).toBe('snapshot.take');
    expect(stepOf('rollback', 'restore').config['action']).toBe('snapshot.restore');
    expect(shell).not.toMatch(/apply[^\n]*-f[^\n]*(?:SNAPSHOT|SAVE_STATE|backup)/);
  });

  it('rows 2 and 3: nothing is undone by `rollout undo`, and drift from git is reported', () => {
    expect(shell).not.toContain('rollout undo');
    expect(shell).not.toMatch(/&\s*\n(?!.*&&)/);
    expect(stepOf('rollback', 'drift').config['check']).toBe('manifest.drift');
  });

  it('rows 4 and 5: migrations run as Jobs with an image tag, a deadline and consent, never by `kubectl run`', () => {
    for (const step of [stepOf('deploy', 'migrate'), stepOf('rollback', 'migrate-down')]) {
      expect(step.config).toMatchObject({ action: 'job.run', with: { deadline: '10m', tag: '${version}' } });
      expect(step.options).toMatchObject({ confirm: true, onFailure: 'stop' });
    }
    expect(shell).not.toContain('kubectl run');
    expect(before(rollback, 'approve-database', 'migrate-down')).toBe(true);
  });

  it('row 6: nothing waits for the completion of a Job alone', () => {
    expect(shell).not.toContain('condition=complete');
  });

  it('row 7: rendered, checked, diffed and approved, then migrated, then applied', () => {
    const order = [
      'render',
      'images',
      'validate',
      'diff',
      'approve',
      'approve-irreversible',
      'still-approved',
    ];
    const rest = ['migrate', 'apply', 'rollout', 'pods', 'endpoints', 'health'];
    const places = [...order, ...rest].map((id) => deploy.findIndex((step) => step.id === id));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('row 8: all rollouts are watched at once under one deadline', () => {
    expect(shell).not.toContain('rollout status');
    expect(stepOf('deploy', 'rollout').config).toMatchObject({
      check: 'rollout.wait',
      with: { deadline: '15m' },
    });
    expect(stepOf('rollback', 'restored-rollout').config['check']).toBe('rollout.wait');
  });

  it('row 9: pods are judged by their containers, not by their phase', () => {
    expect(shell).not.toContain('--field-selector=status.phase');
    expect(stepOf('deploy', 'pods').config['check']).toBe('pods.stable');
    expect(stepOf('rollback', 'restored-pods').config['check']).toBe('pods.stable');
  });

  it('row 10: references are resolved and a pod of each template is tried before the dry run', () => {
    expect(stepOf('deploy', 'references').config['check']).toBe('manifest.refs');
    expect(stepOf('deploy', 'pods-allowed').config).toMatchObject({
      check: 'manifest.dryRun',
      with: { of: 'pods' },
    });
    expect(stepOf('deploy', 'validate').config).toMatchObject({
      check: 'manifest.dryRun',
      with: { of: 'objects' },
    });
    expect(stepOf('deploy', 'objects').config['check']).toBe('manifest.objects');
    expect(JSON.stringify(stepOf('deploy', 'images-pushed').config)).toContain('image.exists');
    expect(before(deploy, 'references', 'validate')).toBe(true);
  });

  it('row 11: the diff is mandatory, what it shows is what is approved, and nothing else is applied', () => {
    const diff = stepOf('deploy', 'diff');
    expect(diff.options.required).toBe(true);
    expect(diff.config['action']).toBe('manifest.diff');
    expect(stepOf('deploy', 'approve').config['shows']).toEqual(
      expect.arrayContaining(['${diff-dir}/changes.diff', '${manifest}', '${release-plan}']),
    );
    expect(stepOf('deploy', 'still-approved').config).toMatchObject({
      check: 'manifest.approved',
      with: { manifest: '${manifest}', plan: '${release-plan}' },
    });
  });

  it('row 12: the version is typed, the overlay edited by the product, and every rendered image asserted', () => {
    expect(shell).not.toContain('edit set image');
    expect(runbookOf('deploy').parameters.find(({ name }) => name === 'version')).toMatchObject({
      type: 'version',
    });
    expect(stepOf('deploy', 'set-tags').config['action']).toBe('manifest.set-images');
    expect(stepOf('deploy', 'images').options.required).toBe(true);
    expect(stepOf('deploy', 'images').config['check']).toBe('manifest.images');
  });

  it('row 13: no path holds the time of day', () => {
    expect(shell).not.toMatch(/(?:mkdir|cd)[^\n]*\$\(date/);
  });

  it('row 14: images are documented by the snapshot, which holds all containers and digests', () => {
    expect(JSON.stringify(stepOf('deploy', 'tags-documented').config)).toContain('${snapshot}/images.json');
    expect(shell).not.toContain('containers[0]');
  });

  it('row 15: applied on the server’s side, a first wave before the rest, from the session’s own folder', () => {
    expect(shell).not.toContain('kubectl apply');
    expect(stepOf('deploy', 'apply').config).toMatchObject({
      action: 'rollout.waves',
      with: { manifest: '${manifest}', plan: '${release-plan}', services: '${only}' },
    });
    expect(before(deploy, 'still-approved', 'apply')).toBe(true);
    expect(stepOf('deploy', 'render').config['action']).toBe('manifest.render');
    expect(shell).not.toMatch(/(?<![\w/])\/tmp\//);
  });

  it('row 16: counts are kept for each Deployment and CronJobs are suspended while the database is restored', () => {
    expect(shell).not.toMatch(/scale[^\n]*--all/);
    expect(stepOf('rollback', 'stop-writers').config['action']).toBe('writers.stop');
    expect(stepOf('rollback', 'start-writers').config['action']).toBe('writers.start');
    expect(stepOf('rollback-database', 'start-writers').config).toMatchObject({
      action: 'writers.start',
      with: { kept: '${stop-writers-dir}/writers.json' },
    });
    expect(before(rollback, 'restore', 'start-writers')).toBe(true);
  });

  it('rows 17 and 19: every service is asked through the API server, not by an address or a pod', () => {
    expect(shell).not.toMatch(/ingress\[0\]|curlimages/);
    for (const step of [stepOf('deploy', 'health'), stepOf('rollback', 'restored-health')]) {
      expect(step.config).toMatchObject({ check: 'http.check', with: { services: 'all' } });
    }
  });

  it('row 18: no failure is talked away', () => {
    expect(shell).not.toMatch(/curl|\|\| echo "?Health/);
    expect(stepOf('deploy', 'health').body).toBe('');
    const flow = JSON.stringify(stepOf('verify', 'smoke').config);
    expect(flow).toContain('"token":{"json":".token","secret":true}');
    expect(flow).toContain('Bearer {token}');
  });

  it('row 19: every service is asked, without a pod of its own', () => {
    expect(stepOf('verify', 'services-healthy').config).toMatchObject({
      check: 'http.check',
      with: { services: 'all' },
    });
  });

  it('row 20: every pod is asked for its connection, and its answer is read', () => {
    expect(stepOf('verify', 'database-connection').config).toMatchObject({
      check: 'exec.check',
      with: { services: 'unified-profile' },
    });
    expect(JSON.stringify(stepOf('verify', 'database-connection').config)).not.toContain('deployment/');
  });

  it('row 21: Prometheus and Grafana are asked, and no port is forwarded to be looked at', () => {
    expect(stepOf('verify', 'targets').config['check']).toBe('prom.targets');
    expect(stepOf('verify', 'grafana').config['check']).toBe('grafana.health');
    expect(shell).not.toContain('port-forward');
  });

  it('row 30: bounds are of platform.yaml, are not met on the bound, and need traffic behind them', () => {
    expect(stepOf('verify', 'error-rate').config).toMatchObject({
      check: 'prom.query',
      with: { below: 'error-rate-percent', 'min-traffic': { 'at-least': 'request-rate-minimum' } },
    });
    expect(stepOf('verify', 'error-rate').config['with']).not.toHaveProperty('zero-traffic');
    expect(stepOf('verify', 'latency').config).toMatchObject({
      check: 'prom.query',
      with: { below: 'latency-p95-milliseconds' },
    });
  });

  it('rows 18 and 20: the token comes from the login, masked, and every pod says whether it reaches the database', () => {
    const { check, with: flow } = stepOf('verify', 'smoke').config;
    expect(check).toBe('http.flow');
    expect(flow).toMatchObject({
      requests: [
        { id: 'login', method: 'POST', capture: { token: { json: '.token', secret: true } } },
        { path: '/api/profiles/me', headers: { authorization: 'Bearer {token}' } },
        { path: '/api/reports/generate', headers: { authorization: 'Bearer {token}' } },
      ],
    });
    expect(stepOf('verify', 'database-connection').config).toMatchObject({
      check: 'exec.check',
      with: { timeout: '15s' },
    });
    expect(shell).not.toContain('kubectl exec');
  });

  it('row 21: monitoring is asked, and no forwarded port is left behind', () => {
    expect(stepOf('verify', 'targets').config['check']).toBe('prom.targets');
    expect(stepOf('verify', 'grafana').config['check']).toBe('grafana.health');
    expect(shell).not.toContain('port-forward');
  });

  it('row 23: lines of error are counted by their level, in all pods, since the last change', () => {
    expect(stepOf('verify', 'logs').config).toMatchObject({ check: 'log.rate', with: { services: 'all' } });
    expect(JSON.stringify(stepOf('verify', 'logs').config)).not.toContain('window');
    expect(shell).not.toMatch(/kubectl logs|grep -i error/);
  });

  it('row 22: warnings since the deployment, by the time at which they happened last', () => {
    expect(stepOf('deploy', 'warnings').config['check']).toMatchObject({ check: 'events.none' });
    expect(shell).not.toContain('sort-by');
  });

  it('row 27: the cluster is identified and its readiness asserted before anything else is done', () => {
    expect(stepOf('deploy', 'cluster').config['check']).toBe('cluster.identity');
    expect(stepOf('deploy', 'cluster').options.required).toBe(true);
    expect(stepOf('deploy', 'cluster-ready').config['check']).toBe('cluster.ready');
    expect(before(rollback, 'rollback-cluster', 'restore')).toBe(true);
    expect(stepOf('deploy', 'autoscalers').config['check']).toEqual({ check: 'hpa.healthy' });
    expect(shell).not.toMatch(/cluster-info|kubectl get nodes|auth can-i/);
  });

  it('row 28: credentials are the operator’s own, and no root token', () => {
    expect(stepOf('deploy', 'credential-vault').body).toContain('not the root token');
    expect(runbookOf('deploy').text).toContain('live briefly');
  });

  it('row 29: kinds are listed', () => {
    expect(shell).not.toContain('get all');
  });
});

describe('what a failure leads to', () => {
  const afterApply = ['apply', 'rollout', 'pods', 'endpoints', 'health'];

  it.each(afterApply)('%s offers the rollback', (id) => {
    expect(stepOf('deploy', id).options.onFailure).toEqual({ runbook: 'rollback' });
  });

  it('a failed migration stops the deployment', () => {
    expect(stepOf('deploy', 'migrate').options.onFailure).toBe('stop');
  });

  it('going back keeps evidence first, and asks two people across an irreversible migration', () => {
    expect(before(rollback, 'evidence', 'restore')).toBe(true);
    expect(stepOf('rollback', 'approve-old-code').config).toMatchObject({
      'each-role': true,
      reason: 'required',
    });
  });

  it('outside of its window a deployment needs the VP and a reason', () => {
    expect(stepOf('deploy', 'emergency').options.when).toEqual({
      op: 'equals',
      name: 'window',
      value: 'closed',
    });
    expect(stepOf('deploy', 'emergency').config).toMatchObject({ role: 'vp', reason: 'required' });
    expect(stepOf('deploy', 'window-still-open').options.required).toBe(true);
  });

  it('an irreversible migration needs two approvals', () => {
    expect(stepOf('deploy', 'approve-irreversible').config).toMatchObject({
      'each-role': true,
      reason: 'required',
    });
  });
});
