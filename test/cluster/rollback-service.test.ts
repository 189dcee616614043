import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithCluster } from './describe-with-cluster.ts';
import { deployOverlay, makePlatform, type TestPlatform } from './support/platform.ts';
import { type Walked, walkRunbook } from './support/walk-runbook.ts';

const minutes = 60_000;

describeWithCluster('rolling back after a crash loop in one service', (kubeconfig) => {
  let platform: TestPlatform;
  let before: readonly string[];

  beforeAll(() => {
    platform = makePlatform(kubeconfig, 'rollback-service');
    deployOverlay(platform);
    before = running(platform);
  }, 4 * minutes);
  afterAll(() => platform.remove());

  /** Deploys the version that crashes, to analytics alone; `decide` is asked when it has failed. */
  function deploy(
    decide: () => string,
    says: Readonly<Record<string, readonly string[]>> = {},
  ): Promise<Walked> {
    platform.git('checkout', '--quiet', '--', 'k8s');
    const args = ['deploy', '-p', 'version=v1.2.4', '-p', 'only=analytics', '-p', 'migration=none'];
    return walkRunbook([...args, '--environment', 'production'], {
      cwd: platform.folder,
      env: platform.env,
      operator: {
        says,
        onFailure: (step) => (step.startsWith('rollback.') ? 'fail it does not go back' : decide()),
      },
    });
  }

  it(
    'that service only: it alone is changed, and all run again what ran before, by digest',
    async () => {
      const generations = generationsOf(platform);
      const walked = await deploy(() => 'roll back only it crashes');
      expect(walked.screen).toContain('Now in rollback for analytics only');
      expect(walked.screen).toContain('1 of 1 run what ran when the snapshot was taken');
      expect(walked.screen).toContain('ROLLED-BACK');
      expect(walked.exitCode).toBe(1);
      expect(running(platform)).toEqual(before);
      const changed = generationsOf(platform).filter((one) => !generations.includes(one));
      expect(changed.map((one) => one.split(' ')[0])).toEqual(['prod-teei-analytics']);
      expect(platform.git('status', '--short', '--', 'k8s')).toBe('');
    },
    5 * minutes,
  );

  it(
    'a Deployment that somebody else has changed meanwhile is told before it is overwritten, and kept',
    async () => {
      const walked = await deploy(
        () => {
          platform.kubectl(
            '-n',
            platform.namespace,
            'set',
            'env',
            'deployment/prod-teei-reporting',
            'BY=hand',
          );
          return 'roll back it crashes';
        },
        { 'rollback.others-changes': ['overwrite'] },
      );
      expect(walked.screen).toContain(
        'others have changed Deployment prod-teei-reporting since the snapshot of',
      );
      expect(walked.screen).toMatch(/changed by kubectl-set/);
      expect(walked.screen).toContain('16 of 16 run what ran when the snapshot was taken');
      expect(walked.exitCode).toBe(1);
      expect(running(platform)).toEqual(before);
      const [kept = ''] = /\/\S+\/sessions\/\S+deploy-\w+/.exec(walked.screen) ?? [];
      const overwritten = join(kept, 'steps/rollback.restore/1/overwritten.yaml');
      expect(readFileSync(overwritten, 'utf8')).toContain('value: hand');
    },
    5 * minutes,
  );
});

/** Every Deployment's template, and what its pods run by digest. */
function running({ kubectl, namespace }: TestPlatform): readonly string[] {
  const list = (kind: string, path: string): readonly string[] =>
    kubectl('get', kind, '-n', namespace, '--sort-by=.metadata.name', '-o', `jsonpath=${path}`).split('\n');
  const digests = list(
    'pods',
    '{range .items[?(@.status.phase=="Running")]}{.metadata.labels.app\\.kubernetes\\.io/name} {.status.containerStatuses[*].imageID}{"\\n"}{end}',
  );
  return [
    ...list('deployments', '{range .items[*]}{.spec.template}{"\\n"}{end}'),
    ...[...new Set(digests)].toSorted(),
  ];
}

function generationsOf({ kubectl, namespace }: TestPlatform): readonly string[] {
  const path = '{range .items[*]}{.metadata.name} {.metadata.generation}{"\\n"}{end}';
  return kubectl('get', 'deployments', '-n', namespace, '-o', `jsonpath=${path}`).trim().split('\n');
}
