import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemHttp } from '../../../src/platform/http.ts';
import type { Check, CheckResult } from '../../../src/steps/checks/define-check.ts';
import { promAlerts } from '../../../src/steps/checks/prom-alerts.ts';
import { promCompare } from '../../../src/steps/checks/prom-compare.ts';
import { promQuery } from '../../../src/steps/checks/prom-query.ts';
import { promTargets } from '../../../src/steps/checks/prom-targets.ts';
import { environment, fakeRunContext } from '../../fixtures/run-context.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';

const rules = `
groups:
  - name: test
    interval: 1s
    rules:
      - { alert: Fires, expr: vector(1), annotations: { summary: it always does } }
      - { alert: Silent, expr: vector(1) < 0 }
`;

const oneUp = '1 of 2 targets are up; not: nobody';

/** One target is the server itself; behind the other nobody listens. */
function settings(port: number): string {
  return `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yaml]
scrape_configs:
  - { job_name: itself, static_configs: [{ targets: ["127.0.0.1:${port}"] }] }
  - { job_name: nobody, static_configs: [{ targets: ["127.0.0.1:1"] }] }
`;
}

// Where Prometheus is not installed, the recorded answers of its documentation are all that the checks are held to.
describe.skipIf(!isInstalled('prometheus'))('the checks of Prometheus, asked of a real one', () => {
  let folder = '';
  let server: ChildProcess | undefined;
  let url = '';

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    writeFileSync(join(folder, 'prometheus.yaml'), settings(port));
    writeFileSync(join(folder, 'rules.yaml'), rules);
    const listen = `--web.listen-address=127.0.0.1:${port}`;
    const args = [`--config.file=${folder}/prometheus.yaml`, `--storage.tsdb.path=${folder}/data`, listen];
    server = spawn('prometheus', args, { cwd: folder, stdio: 'ignore' });
    await vi.waitFor(isReady, { timeout: 25_000, interval: 200 });
  }, 30_000);
  afterAll(async () => {
    if (server?.exitCode === null) {
      const ended = new Promise((resolve) => server?.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** It has asked its targets and has looked at its rules once. */
  async function isReady(): Promise<void> {
    const alerts = await run(promAlerts, { silent: ['Fires'] });
    const targets = await run(promTargets, {});
    // What was scraped can be queried only a moment later.
    const both = await run(promQuery, { query: 'count(up)', min: 2 });
    if (alerts.verdict !== 'fail' || targets.summary !== oneUp || both.verdict !== 'pass')
      throw new Error(`${alerts.summary}; ${targets.summary}; ${both.summary}`);
  }

  function run(check: Check, args: Readonly<Record<string, unknown>>): Promise<CheckResult> {
    const clock = { now: () => Date.now(), monotonic: () => 0n, sleep: () => Promise.resolve() };
    return check.run(
      args,
      fakeRunContext({
        environment: { ...environment, endpoints: { prometheus: url } },
        ports: { http: systemHttp, clock },
      }),
    );
  }

  it.each<[string, CheckResult['verdict']]>([
    ['vector(0.5)', 'pass'],
    ['vector(1)', 'fail'],
    ['scalar(vector(0.5))', 'pass'],
    ['sum(up{job="itself"}) - 1', 'pass'],
    ['up', 'inconclusive'],
    ['no_such_metric', 'inconclusive'],
    ['vector(0) / 0', 'inconclusive'],
    ['vector(1) / 0', 'inconclusive'],
    ['up[1m]', 'inconclusive'],
    ['sum(', 'error'],
    ['"text"', 'inconclusive'],
  ])('prom.query takes %s for what it is', async (query, verdict) => {
    expect(await run(promQuery, { query, below: 1 })).toMatchObject({ verdict });
  });

  it('tells what is wrong with a query in its own words', async () => {
    expect((await run(promQuery, { query: 'sum(', below: 1 })).summary).toMatch(
      /^Prometheus: bad_data: .*parse error/,
    );
  });

  it('finds one figure for each value of a label', async () => {
    const result = await run(promQuery, { query: 'up', 'for-each': 'job', min: 1 });
    expect(result.evidence.map(({ what, result: row }) => [what, row])).toEqual([
      ['nobody', 'fail'],
      ['itself', 'pass'],
    ]);
  });

  it('knows the target that is down, and why', async () => {
    const result = await run(promTargets, {});
    expect(result.summary).toBe(oneUp);
    expect(result.evidence[0].observed).toContain('connection refused');
    expect(await run(promTargets, { match: { job: 'itself' } })).toMatchObject({ verdict: 'pass' });
  });

  it('knows which alerts fire, which are silent, and which are none', async () => {
    expect(await run(promAlerts, {})).toMatchObject({ verdict: 'fail', summary: '1 alert fires: Fires' });
    expect(await run(promAlerts, { silent: ['Silent'] })).toMatchObject({ verdict: 'pass' });
    expect(await run(promAlerts, { silent: ['Nothing'] })).toMatchObject({ verdict: 'inconclusive' });
  });

  it('compares now with a moment before it had anything', async () => {
    const args = { query: 'sum(up)', 'max-ratio': 2 };
    expect(await run(promCompare, { ...args, offset: '1h' })).toMatchObject({ verdict: 'inconclusive' });
    expect(await run(promCompare, { ...args, baseline: 1 })).toMatchObject({ verdict: 'pass' });
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
