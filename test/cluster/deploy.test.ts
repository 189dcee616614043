import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../e2e/program.ts';
import { describeWithCluster } from './describe-with-cluster.ts';
import { deployMonitored, type MonitoredPlatform } from './support/monitored-platform.ts';
import type { TestPlatform } from './support/platform.ts';
import { type Operator, type Walked, walkRunbook } from './support/walk-runbook.ts';

const services = 16;
const minutes = 60_000;

describeWithCluster('deploying the sample platform', (kubeconfig) => {
  let platform: MonitoredPlatform;
  let before: Deployed;

  beforeAll(async () => {
    platform = await deployMonitored(kubeconfig, 'deploy');
    before = deployed(platform);
  }, 4 * minutes);
  afterAll(() => platform.end());

  function deploy(version: string, operator: Operator, ...more: readonly string[]): Promise<Walked> {
    // What an earlier case left in the overlay is not this one's.
    platform.git('checkout', '--quiet', '--', 'k8s');
    const args = ['deploy', '-p', `version=${version}`, '--environment', 'production', ...more];
    return walkRunbook(args, { cwd: platform.folder, env: platform.env, operator });
  }

  it(
    'v1.2.6: a migration that fails stops it before anything is applied',
    async () => {
      const walked = await deploy('v1.2.6', {
        answers: { Migration: 'compatible' },
        onFailure: () => 'fail the migration failed',
      });
      expect(walked.screen).toMatch(
        /fail Job db-migrate-\S+: pnpm db:migrate pod \S+: It failed with exit code 1/,
      );
      expect(walked.screen).not.toContain('] Apply');
      expect(walked.exitCode).toBe(1);
      expect(deployed(platform)).toEqual(before);
    },
    4 * minutes,
  );

  it(
    'a Deployment that is changed by hand after the approval: nothing is applied, and the lines are shown',
    async () => {
      const change = (value: string): string =>
        platform.kubectl('set', 'env', '-n', platform.namespace, 'deployment/prod-teei-analytics', value);
      const walked = await deploy(
        'v1.2.3',
        {
          answers: { Migration: 'none' },
          meanwhile: { 'still-approved': () => change('DEBUG=by-hand') },
          onFailure: () => 'fail somebody else is at work',
        },
        '-p',
        'only=analytics',
      );
      change('DEBUG-');
      expect(walked.screen).toMatch(
        /fail Deployment prod-teei-analytics \S+ changed by kubectl\S* expected as it was/,
      );
      expect(walked.screen).toMatch(/\+ - name: DEBUG\b.*\+ value: by-hand/);
      expect(walked.screen).not.toContain('] Apply');
      expect(walked.exitCode).toBe(1);
      expect(content(deployed(platform)).images).toEqual(before.images);
    },
    4 * minutes,
  );

  it(
    'an unknown tag: the image is named, and the rollback brings back what was',
    async () => {
      const walked = await deploy(
        'v9.9.9',
        { answers: { Migration: 'none' }, onFailure: () => 'roll back it can not be pulled' },
        '-p',
        'only=analytics',
      );
      expect(walked.screen).toContain('ghcr.io/henrigkroine/teei-analytics:v9.9.9');
      expect(walked.screen).toContain('ROLLED-BACK');
      expect(walked.exitCode).toBe(1);
      expect(content(deployed(platform))).toEqual(content(before));
    },
    5 * minutes,
  );

  it(
    'v1.2.4: says which service crashes and why, and the rollback restores every template and digest',
    async () => {
      const walked = await deploy('v1.2.4', {
        answers: { Migration: 'none' },
        onFailure: () => 'roll back it crashes',
      });
      expect(walked.screen).toMatch(/discord-bot pod prod-teei-discord-bot-\S+, container discord-bot/);
      expect(walked.screen).toMatch(/exit code 1/);
      expect(walked.screen).toContain('fatal: JWT_SECRET is not set');
      expect(walked.screen).toMatch(/later waves: not touched: unified-profile(?:, [a-z0-9-]+){14} /);
      expect(walked.screen).toContain('ROLLED-BACK');
      expect(walked.exitCode).toBe(1);
      expect(content(deployed(platform))).toEqual(content(before));
    },
    6 * minutes,
  );

  it(
    'v1.2.2 → v1.2.3: all sixteen, the overlay keeps its comments, and the log verifies',
    async () => {
      const overlay = join(platform.folder, 'k8s/overlays/production/kustomization.yaml');
      const comments = commentsOf(overlay);
      const walked = await deploy('v1.2.3', { answers: { Migration: 'compatible' } });
      expect(walked.screen).toContain('COMPLETED');
      expect(walked.exitCode).toBe(0);
      const after = deployed(platform);
      expect(after.images).toHaveLength(services);
      expect(after.images.every((image) => image.endsWith(':v1.2.3'))).toBe(true);
      expect(comments.length).toBeGreaterThan(0);
      expect(commentsOf(overlay)).toEqual(comments);
      const verified = runProgram(['sessions', 'verify'], { cwd: platform.folder, env: platform.env });
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    },
    12 * minutes,
  );
});

interface Deployed {
  /** Name and generation: any change of a spec raises it. */
  readonly generations: readonly string[];
  readonly images: readonly string[];
  readonly templates: readonly string[];
  /** Of the running containers. */
  readonly digests: readonly string[];
}

function deployed({ kubectl, namespace }: TestPlatform): Deployed {
  const list = (kind: string, path: string): readonly string[] =>
    kubectl('get', kind, '-n', namespace, '--sort-by=.metadata.name', '-o', `jsonpath=${path}`)
      .split('\n')
      .filter((line) => line !== '');
  const pods = list(
    'pods',
    '{range .items[?(@.status.phase=="Running")]}{.metadata.labels.app\\.kubernetes\\.io/name} {.status.containerStatuses[*].imageID}{"\\n"}{end}',
  );
  return {
    generations: list('deployments', '{range .items[*]}{.metadata.name} {.metadata.generation}{"\\n"}{end}'),
    images: list('deployments', '{range .items[*]}{.spec.template.spec.containers[*].image}{"\\n"}{end}'),
    templates: list('deployments', '{range .items[*]}{.spec.template}{"\\n"}{end}'),
    digests: [...new Set(pods)].toSorted(),
  };
}

/** What must be the same again after a rollback; a generation only ever rises. */
function content({ images, templates, digests }: Deployed): Omit<Deployed, 'generations'> {
  return { images, templates, digests };
}

function commentsOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => /#.*/.exec(line) ?? []);
}
