import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';
import { runProgram } from '../program.ts';
import { openRehearsalWorkspace } from './rehearsal-workspace.ts';

/** The true cause of each scenario, and the runbooks that whoever is called may open without knowing it. */
const causes: readonly (readonly [scenario: string, first: string | RegExp, runbooks: readonly string[]])[] =
  [
    ['crash-loop', 'crash-loop: analytics, api-gateway', ['pods-not-starting', 'high-error-rate']],
    ['errors-15-percent', 'release: api-gateway, unified-profile', ['high-error-rate']],
    ['flapping', 'crash-loop: notifications', ['pods-not-starting', 'high-error-rate']],
    ['image-missing', 'image-missing: analytics', ['pods-not-starting']],
    ['incident-errors', 'errors: ', ['high-error-rate']],
    ['incident-one-service', /(?:probe-failing|unhealthy|errors): reporting/, ['high-error-rate']],
    ['node-lost', 'node-lost: api-gateway', ['pods-not-starting', 'high-latency']],
    ['one-service-fails', 'errors: notifications', ['high-error-rate']],
    ['out-of-memory', 'out-of-memory: analytics, api-gateway', ['pods-not-starting', 'high-error-rate']],
    [
      'pool-exhausted',
      'pool-exhausted: analytics',
      ['database-connections', 'high-error-rate', 'high-latency'],
    ],
    [
      'pool-too-small',
      'pool-exhausted: unified-profile',
      ['database-connections', 'high-error-rate', 'high-latency'],
    ],
    ['quota', 'quota: analytics, api-gateway', ['pods-not-starting']],
    ['slow-service', 'slow: analytics', ['high-latency']],
    ['vault-denied', 'vault-denied: reporting', ['secrets-unavailable', 'pods-not-starting']],
    ['vault-sealed', 'vault-sealed: ', ['secrets-unavailable']],
    ['worker-crashes', 'crash-loop: ', ['pods-not-starting']],
  ];

const everyRunbook = [
  'pods-not-starting',
  'high-error-rate',
  'database-connections',
  'secrets-unavailable',
  'high-latency',
];

const pairs = causes.flatMap(([scenario, first, runbooks]) =>
  runbooks.map((runbook) => ({ scenario, first, runbook })),
);

/** What the runbook finds by itself, up to where a person is asked for the remedy. */
function findings(runbook: string, scenario: string): { exitCode: number | null; found: readonly string[] } {
  const workspace = openRehearsalWorkspace();
  const { exitCode, stdout } = runProgram(
    [`troubleshoot/${runbook}`, '--rehearse', scenario, '--unattended'],
    { cwd: workspace.folder, env: workspace.env },
  );
  return { exitCode, found: stdout.split('\n').filter((line) => /^ +fail +\d+\. /.test(line)) };
}

describe.skipIf(!isInstalled('kubectl'))('troubleshooting that was started blind', () => {
  it.each(pairs)('names the true cause of $scenario first: $runbook', ({ scenario, first, runbook }) => {
    const { exitCode, found } = findings(runbook, scenario);
    expect(found[0]).toMatch(first);
    expect(exitCode).toBe(3);
  });

  it.each(everyRunbook)('finds nothing on a healthy platform: %s', (runbook) => {
    expect(findings(runbook, 'healthy')).toEqual({ exitCode: 0, found: [] });
  });
});
